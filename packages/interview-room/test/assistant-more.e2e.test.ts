// What an assistant does beside answering: the coach offers and advises, an interviewer takes over, gives back, turns the
// dial, changes the model and ends it; what it wrote comes into the file by hand. The model is a script behind a real wire.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { LogState } from '@interview-room/core/replay';
import type { Browser, Page } from 'playwright-core';
import { openRoom } from '../../../.scripts/room.js';
import { ScriptedProvider, type ProviderRequest, type Say } from '../../server/src/testing/provider.js';
import { until } from './assistant-desk.js';
import { violations } from './axe.js';
import { launch } from './browser.js';

/** What a test looks at within the element. */
interface Inside {
  editor?: { value: string; proposal?: object };
  shared: { room: { state: LogState }; aid?: { coach?: { check(): void } } };
}
const typed = 'def merge(meetings):\n    return []\n';
const sorted = 'def merge(meetings):\n    return sorted(meetings)';
const long = `${sorted}\n\n\n${Array.from({ length: 12 }, (_, n) => `# A remark that says nothing, number ${n}.\n`).join('')}`;

/** What the model says to the question that was asked last. */
function script({ text, body }: ProviderRequest): Say {
  const said = JSON.stringify(body.messages?.findLast(({ role }) => role === 'user'));
  if (text.endsWith('"role":"tool"') || body.messages?.at(-1)?.role === 'tool')
    return { text: ['It is written.'] };
  if (said.includes('Slowly'))
    return {
      text: ['It begins. ', ...Array.from({ length: 40 }, (_, n) => `Word ${n}. `)],
      calls: [{ name: 'grep', input: { pattern: 'merge' } }],
      pace: () => new Promise((resolve) => setTimeout(resolve, 50)),
    };
  if (said.includes('Write it'))
    return { calls: [{ name: 'write_file', input: { path: 'merge.py', content: long } }] };
  if (said.includes('Show it')) return { text: ['Like this:\n\n```python\n', sorted, '\n```\n'] };
  return { text: [`${body.model} has heard it.`] };
}

/** What a page has of the room, and of the file. */
const look = (page: Page) =>
  page.evaluate(() => {
    const { shared, editor } = document.querySelector('interview-room') as unknown as Inside;
    const { assist, proposals, offers, advice, tests, stage } = shared.room.state;
    return { ...assist, proposals, offers, advice, tests, stage, text: editor?.value ?? '' };
  });

/** Has the page's clock go ahead, and its coach look now. */
const later = (page: Page, minutes: number) =>
  page.evaluate((ms) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ms;
    const { shared } = document.querySelector('interview-room') as unknown as Inside;
    shared.aid?.coach?.check();
  }, minutes * 60_000);

describe('a room with an assistant', () => {
  let browser: Browser;
  let provider: ScriptedProvider;
  let room: Awaited<ReturnType<typeof openRoom>>;
  let [candidate, interviewer]: Page[] = [];
  const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
  const problems: string[] = [];
  const both = () => [candidate, interviewer] as [Page, Page];

  async function open(link: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 860 } });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(link);
    return page;
  }
  const ask = async (page: Page, text: string) => {
    await page.locator('ai-chat textarea').fill(text);
    await page.locator('ai-chat textarea').press('Enter');
  };
  const answered = (page: Page, text: string) =>
    page.locator('ai-chat').getByRole('article').filter({ hasText: text }).last().waitFor();
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).click();
  const code = (page: Page, name: string) =>
    page.locator('ai-chat').getByRole('button', { name, exact: true }).last().click();
  const type = async (page: Page, text: string) => {
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };

  before(async () => {
    browser = await launch();
    provider = await ScriptedProvider.open(script);
    const env = {
      OPENAI_API_KEY: 'sk-0123456789abcdef',
      OPENAI_BASE_URL: `${provider.url}/v1`,
      OPENAI_MODEL: 'small,large',
    };
    room = await openRoom({ port: 8525, dir, env });
    [interviewer, candidate] = [await open(room.links.interviewer), await open(room.links.candidate)];
    await candidate.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
    await candidate.getByRole('checkbox').check();
    await press(candidate, 'Join the interview');
    await press(interviewer, 'Start the interview');
    for (const page of both()) {
      await page.locator('code-editor .cm-content').waitFor();
      await page.getByRole('tab', { name: 'Assistant' }).click();
    }
    await type(candidate, typed);
    await interviewer.getByText('Settings and private instructions').click();
  });
  after(async () => {
    await browser?.close();
    await room?.close();
    await provider?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('has a coach that offers help: what is dismissed is not asked, what is taken is', async () => {
    const [page] = both();
    for (let run = 0; run < 3; run++) {
      const { tests } = await look(page);
      await page.getByRole('button', { name: 'Test', exact: true }).first().click();
      await until(
        () => look(page),
        (now) => now.tests['python']?.at !== tests['python']?.at,
        'the tests to run',
      );
    }
    await page.locator('.offer').getByText('keeps failing').waitFor();
    assert.deepEqual(await violations(page), []);
    // Who looks elsewhere is told that something waits here, and hears it.
    await page.getByRole('tab', { name: 'Chat' }).click();
    await page.getByRole('tab', { name: 'Assistant 1', exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: 'keeps failing' }).waitFor();
    await page.getByRole('tab', { name: 'Assistant' }).click();
    await press(page, 'No, thanks');
    await page.locator('.offer').waitFor({ state: 'detached' });
    assert.deepEqual((await look(page)).turns, []);
    await later(page, 11);
    await page.locator('.offer').getByText('Nothing was changed for a while.').waitFor();
    await press(page, 'Yes, help me');
    await answered(page, 'small has heard it.');
    const { offers, turns } = await look(page);
    assert.deepEqual(
      offers.map(({ rule, answer }) => [rule, answer]),
      [
        ['failing-test', 'dismissed'],
        ['idle', 'taken'],
      ],
    );
    assert.match(turns[0]?.text ?? '', /^I do not know how to go on/);
    assert.equal(turns[0]?.offer, offers[1]?.offer);
  });

  it('is taken over: what is asked is answered by hand, and what was not is the model’s once it is given back', async () => {
    const [page, other] = both();
    await press(other, 'Take over');
    await page.getByText('An interviewer has taken over').waitFor();
    await other.locator('ai-chat').getByText('What is asked is answered by you').waitFor();
    const before = provider.requests.length;
    await ask(page, 'Are you there?');
    await other.getByRole('textbox', { name: 'Answer in the assistant’s place' }).fill('I am, by hand.');
    assert.deepEqual(await violations(other), []);
    await press(other, 'Answer');
    await answered(page, 'I am, by hand.');
    assert.equal(await page.locator('ai-chat').getByText('answered nothing').count(), 0);
    await ask(page, 'And now?');
    await other.getByText('Answer: And now?').waitFor();
    assert.equal(provider.requests.length, before, 'no model is asked');
    await press(other, 'Give back to the assistant');
    const { turns } = await until(
      () => look(other),
      (now) => now.turns[2]?.steps.at(-1)?.finish === 'stop',
      'the answer of the model',
    );
    assert.deepEqual(
      turns.slice(1).map(({ text, steps }) => [text, steps.map((step) => step.text)]),
      [
        ['Are you there?', ['I am, by hand.']],
        ['And now?', ['small has heard it.']],
      ],
    );
    assert.match(turns[1]?.steps[0]?.by ?? '', /^interviewer/);
  });

  it('is asked by another model from the next question on', async () => {
    const [page, other] = both();
    await other.getByLabel('Model').selectOption('large');
    await until(
      () => look(page),
      ({ model }) => model === 'large',
      'the model',
    );
    await ask(page, 'Who are you?');
    await answered(page, 'large has heard it.');
  });

  it('is stopped: the page that asked keeps what came, and is shown it no second time', async () => {
    const [page, other] = both();
    await ask(page, 'Slowly, please.');
    for (const each of both()) await each.locator('ai-chat').getByText('It begins.').first().waitFor();
    await page.locator('ai-chat textarea').press('Escape');
    const { turns } = await until(
      () => look(other),
      (now) => now.turns.at(-1)?.steps.at(-1)?.finish === 'stopped',
      'the stop to be recorded',
    );
    const kept = turns.at(-1)?.steps[0]?.text.trim().split(' ').slice(0, 2).join(' ');
    assert.equal(kept, 'It begins.');
    for (const each of both()) {
      await each.locator('ai-chat').locator('.ending').getByText('Stopped. What came is kept.').waitFor();
      const shown = await each.locator('ai-chat').getByRole('article').last().innerText();
      assert.match(shown, /It begins\./);
    }
  });

  it('goes on after a reload in the midst of its words, which is not a stop', async () => {
    const [page, other] = both();
    await ask(page, 'Slowly again.');
    await other.locator('ai-chat').getByRole('article').last().getByText('Word 5.').waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'Assistant' }).click();
    const { turns } = await until(
      () => look(page),
      (now) => now.turns.at(-1)?.steps.at(-1)?.finish === 'stop',
      'the rest of the answer',
    );
    assert.equal(turns.at(-1)?.text, 'Slowly again.');
    assert.deepEqual(
      turns.at(-1)?.steps.map(({ finish }) => finish),
      ['stopped', 'tool-calls', 'stop'],
    );
    for (const each of both()) {
      const answer = each.locator('ai-chat').getByRole('article').last();
      await answer.getByText('It is written.').waitFor();
      assert.equal((await answer.innerText()).match(/It begins/g)?.length, 1, 'it is said once');
      assert.equal(await answer.locator('summary', { hasText: 'grep' }).count(), 1);
    }
    await page.reload();
    await page.getByRole('tab', { name: 'Assistant' }).click();
    await answered(page, 'It is written.');
    assert.equal((await look(page)).turns.at(-1)?.steps.length, 3, 'what is whole is not asked again');
    await type(page, typed);
  });

  it('has its code put in at the cursor, and proposed as an edit that keeps the end of the file', async () => {
    const [page, other] = both();
    await ask(page, 'Show it');
    await answered(page, 'Like this:');
    await code(page, 'Insert at cursor');
    await until(
      () => look(other),
      ({ text }) => text === typed + sorted,
      'the code at the end of the file',
    );
    await type(page, typed);
    await code(page, 'Propose as edit');
    for (const each of both())
      await each.locator('.cm-proposal-sum', { hasText: 'Assistant proposes 1 change' }).waitFor();
    assert.equal((await look(other)).text, typed, 'a proposal is not an edit');
    await press(other, 'Accept all');
    const { proposals } = await until(
      () => look(page),
      // The text and the word that it was accepted come one after the other.
      ({ text, proposals }) => text === `${sorted}\n` && proposals.at(-1)?.resolved !== undefined,
      'what was accepted',
    );
    assert.equal(proposals.at(-1)?.resolved?.outcome, 'accepted');
    await page.locator('.cm-proposal-sum').waitFor({ state: 'detached' });
  });

  it('keeps the box to write in, in a small window too, where what it sees is looked at', async () => {
    const [page] = both();
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('tab', { name: /^Talk/ }).click();
    await press(page, 'What the assistant sees');
    await page.locator('.seen').getByText('You are the assistant in a coding interview room.').waitFor();
    for (const part of [page.locator('ai-chat textarea'), page.locator('.seen')]) {
      const box = await part.boundingBox();
      assert.ok(box && box.height > 20 && box.y > 0 && box.y + box.height < 640, JSON.stringify(box));
    }
    assert.deepEqual(await violations(page), []);
    await press(page, 'What the assistant sees');
    await page.setViewportSize({ width: 1400, height: 860 });
  });

  it('writes at once where an interviewer lets it, and they are advised when it writes too much', async () => {
    const [page, other] = both();
    await other.getByRole('combobox', { name: 'How much it may do' }).selectOption('full-copilot');
    await other.getByRole('checkbox', { name: 'Write without asking' }).check();
    await page.locator('room-assist').getByText('Full copilot').waitFor();
    await page.getByRole('status').filter({ hasText: 'now set to “Full copilot”' }).waitFor();
    const { proposals } = await look(page);
    await ask(page, 'Write it');
    await answered(page, 'It is written.');
    const now = await until(
      () => look(other),
      ({ text }) => text === long,
      'the text',
    );
    assert.equal(now.proposals.length, proposals.length, 'nothing is proposed');
    await later(other, 0);
    await other
      .locator('room-assist')
      .getByText(/% of the text is the assistant’s/)
      .waitFor();
    assert.deepEqual(await violations(other), []);
    await press(other, 'Do it');
    await page.locator('room-assist').getByText('Pair programming').waitFor();
    await later(other, 11);
    await other.getByText('Turn it down to “Consultant”?').waitFor();
    await press(other, 'Leave it');
    const { advice, level } = await until(
      () => look(other),
      (found) => found.advice.every(({ taken }) => taken !== undefined),
      'the decision',
    );
    assert.deepEqual([advice.map(({ taken }) => taken), level], [[true, false], 'pair-programming']);
    assert.deepEqual((await look(page)).advice, [], 'candidates are not shown it');
  });

  it('ends, and begins again', async () => {
    const [page, other] = both();
    await press(other, 'End its help');
    await page.locator('ai-chat').getByText('help is over').waitFor();
    assert.equal(await page.locator('ai-chat textarea').count(), 0);
    for (const each of both()) assert.deepEqual(await violations(each), []);
    await press(other, 'Begin its help again');
    await ask(page, 'Back?');
    await until(
      () => look(other),
      ({ turns }) => turns.at(-1)?.text === 'Back?' && turns.at(-1)?.steps.at(-1)?.finish === 'stop',
      'the answer',
    );
    await other.getByRole('combobox', { name: 'How much it may do' }).selectOption('off');
    await page.locator('room-assist').getByText('The assistant answers nobody.').waitFor();
    assert.equal(await page.locator('ai-chat textarea').count(), 0);
    assert.deepEqual(problems, []);
  });

  it('has no coach on a page that says so', async () => {
    const [page] = both();
    const coached = () =>
      page.evaluate(() => {
        const { shared } = document.querySelector('interview-room') as unknown as Inside;
        return shared.aid && shared.aid.coach !== undefined;
      });
    assert.equal(await coached(), true);
    await page.addInitScript(() =>
      new MutationObserver(() =>
        document.querySelector('interview-room')?.setAttribute('coach', 'off'),
      ).observe(document, { childList: true, subtree: true }),
    );
    await page.reload();
    await page.getByRole('tab', { name: 'Assistant' }).click();
    await until(coached, (is) => is !== undefined, 'the assistant');
    assert.equal(await coached(), false);
  });
});

describe('a room whose server has no model', () => {
  let browser: Browser;
  let room: Awaited<ReturnType<typeof openRoom>>;
  const dir = mkdtempSync(join(tmpdir(), 'rooms-'));

  before(async () => {
    browser = await launch();
    room = await openRoom({ port: 8545, dir, env: {} });
  });
  after(async () => {
    await browser?.close();
    await room?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('says so once, with the two lines that would configure one, all of them in sight', async () => {
    const page = await (await browser.newContext({ viewport: { width: 1400, height: 860 } })).newPage();
    await page.goto(room.links.interviewer);
    await page.getByRole('tab', { name: 'Assistant' }).click();
    await page.getByRole('combobox', { name: 'How much it may do' }).selectOption('pair-programming');
    const said = page.getByText('No model is configured.');
    await said.waitFor();
    assert.equal(await said.count(), 1);
    const lines = (await said.innerText()).split('\n');
    assert.deepEqual(lines.slice(1, 3), ['OPENAI_API_KEY=<key>', 'OPENAI_MODEL=<model>']);
    const clipped = await said.evaluate((element) => element.scrollWidth - element.clientWidth);
    assert.ok(clipped <= 0, `${clipped} px are cut off`);
    assert.equal(await page.locator('ai-chat textarea').count(), 0);
  });
});
