// Interviews in a real browser, apart from the walk: where tests run, what a narrow room looks like, what is refused.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startInterviewLm } from '../../../conformance/src/stand-ins/interviewlm/index.js';
import { content, enter, SOLVED, stage, type Stage } from './interviewlm-page.js';

let on: Stage;
before(async () => (on = await stage(8511)));
after(() => on?.close());

describe('tests of an interview, by the policy of who embeds it', { timeout: 120_000 }, () => {
  for (const [execution, there] of [
    ['browser', 0],
    ['remote', 1],
  ] as const)
    it(`run ${there ? 'there' : 'in this browser'}: execution="${execution}"`, async () => {
      const standIn = await startInterviewLm();
      const page = await on.browser.newPage();
      page.setDefaultTimeout(60_000);
      try {
        await enter(page, `${on.addressOf(standIn, 'policy')}&execution=${execution}`);
        await page.locator(content).click();
        await page.keyboard.press('Control+a');
        await page.keyboard.insertText(`${SOLVED}\n`);
        await page.getByRole('button', { name: 'Test' }).first().click();
        await page.locator('run-panel').getByText('a word').first().waitFor();
        // What is hidden is known to the backend alone, and here it does not pass.
        await page
          .locator('run-panel')
          .getByText(there ? /^1 of 2 tests pass/ : /^The test passes/)
          .first()
          .waitFor();
        assert.equal(await page.locator('run-panel').getByText('hidden word').count(), there);
        const asked = standIn.heard.filter(({ what }) => /^POST .*\/run-tests$/.test(what));
        assert.equal(asked.length, there);
      } finally {
        await page.close();
        await standIn.close();
      }
    });
});

describe('an interview with a clock and a next question, at 320 px', { timeout: 60_000 }, () => {
  for (const [lang, dir, next] of [
    ['en', 'ltr', 'Next question 1/3'],
    ['de', 'ltr', 'Nächste Frage 1/3'],
    ['ar', 'rtl', 'السؤال التالي 1/3'],
  ] as const)
    it(`has its header in two lines: ${lang}`, async () => {
      const standIn = await startInterviewLm();
      const page = await on.browser.newPage({ viewport: { width: 320, height: 640 } });
      try {
        await enter(page, `${on.addressOf(standIn, lang)}&lang=${lang}&dir=${dir}`);
        await page.getByRole('button', { name: next, exact: true }).waitFor();
        await page.locator('room-header').getByText('Reverse a line').waitFor();
        const middles = await page.locator('room-header').evaluate((header) => {
          const own = header.shadowRoot?.querySelectorAll('h2, select, room-menu') ?? [];
          const boxes = [...header.children, ...own].map((each) => each.getBoundingClientRect());
          return boxes.filter(({ width }) => width > 0).map(({ top, height }) => top + height / 2);
        });
        const rows = new Set(middles.map((middle) => Math.round(middle / 20)));
        assert.ok(middles.length >= 7, String(middles));
        assert.equal(rows.size, 2, String(middles));
        assert.equal(await page.locator('room-people').count(), 0, 'nobody is known here: no list of nobody');
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      } finally {
        await page.close();
        await standIn.close();
      }
    });
});

describe('what an interview refuses is told in plain words', { timeout: 90_000 }, () => {
  for (const errors of ['plain', 'coded', 'wrapped'] as const)
    it(`whichever shape its errors have: ${errors}`, async () => {
      const standIn = await startInterviewLm();
      standIn.world.manner.errors = errors;
      const page = await on.browser.newPage();
      try {
        const table = [
          ['forbidden', 'The backend does not allow this.'],
          ['unknown', 'The backend does not have this. Check the link.'],
        ] as const;
        for (const [session, words] of table) {
          await enter(page, on.addressOf(standIn, session));
          await page.getByText(words).first().waitFor();
        }
        standIn.world.manner.cookie = true;
        await enter(page, on.addressOf(standIn, 'stranger'));
        await page.getByText(/Sign in again/).first().waitFor(); // prettier-ignore
      } finally {
        await page.close();
        await standIn.close();
      }
    });
});
