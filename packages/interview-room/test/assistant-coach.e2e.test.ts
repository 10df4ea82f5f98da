// A room that was opened without a coach, beside one that has it: the same walk leads to offers of help in one of them alone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { Desk, look, until } from './assistant-desk.js';

/** What a test looks at within the element. */
interface Inside {
  shared: { aid?: { models: { models: readonly string[] }; coach?: { check(): void } } };
}

/** Whether a page that knows of its models has a coach. */
const coached = async (page: Page) => {
  const { isCoached } = await until(
    () =>
      page.evaluate(() => {
        const { aid } = (document.querySelector('interview-room') as unknown as Inside).shared;
        return { known: aid?.models.models, isCoached: aid?.coach !== undefined };
      }),
    ({ known = [] }) => known.length > 0,
    'what the backend says of the models',
  );
  return isCoached;
};

/** Has the page's clock go ahead, and its coach look now, if it has one. */
const later = (page: Page, minutes: number) =>
  page.evaluate((ms) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ms;
    const { shared } = document.querySelector('interview-room') as unknown as Inside;
    shared.aid?.coach?.check();
  }, minutes * 60_000);

describe('rooms of one backend', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open({ port: 8660, level: 'consultant', script: () => ({ text: ['I am here.'] }) });
  });
  after(() => desk?.close());

  /** Tests fail three times, and ten minutes go by in which nothing is typed. */
  async function failAndRest(page: Page, offered: (rules: string[]) => boolean): Promise<void> {
    for (let run = 0; run < 3; run++) {
      const { tests } = await look(page);
      await page.getByRole('button', { name: 'Test', exact: true }).first().click();
      const now = await until(
        () => look(page),
        (found) => found.tests['python']?.at !== tests['python']?.at,
        'the tests to run',
      );
      assert.ok((now.tests['python']?.summary.failed ?? 0) > 0, 'they fail');
    }
    await until(
      () => rules(page),
      (found) => offered(found),
      'help, as the tests keep failing',
    );
    await later(page, 11);
  }
  const rules = async (page: Page) => (await look(page)).offers.map(({ rule }) => rule);
  const offer = (page: Page) => page.locator('.offer');

  it('have a coach that offers help', async () => {
    const { candidate: page } = desk;
    assert.equal(await coached(page), true);
    await failAndRest(page, ([first]) => first === 'failing-test');
    await offer(page).getByText('keeps failing').waitFor();
    await page.getByRole('button', { name: 'No, thanks' }).click();
    await later(page, 11);
    await offer(page).getByText('Nothing was changed for a while.').waitFor();
    assert.deepEqual(await rules(page), ['failing-test', 'idle']);
  });

  it('have none that offers anything where one was opened so', async () => {
    const { candidate: page, interviewer } = await desk.enter(
      await desk.another({ level: 'consultant', coach: 'off' }),
    );
    assert.equal(await coached(page), false);
    assert.equal(await coached(interviewer), false);
    await failAndRest(page, () => true);
    await later(page, 11);
    // What comes after all of that is there, and nothing was before it.
    await desk.ask(page, 'Are you there?');
    await desk.over(page);
    await page.locator('ai-chat').getByText('I am here.').first().waitFor();
    assert.deepEqual(await rules(page), []);
    assert.equal(await offer(page).count(), 0);
    assert.equal(await page.getByRole('tab', { name: 'Assistant', exact: true }).count(), 1, 'no news');
    assert.deepEqual(desk.problems, []);
  });
});
