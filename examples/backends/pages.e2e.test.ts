// A page for each dialect, opened in a browser against its stand-in.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { standIns } from '@interview-room/conformance/stand-ins';
import { startPages } from './pages/serve.js';

const flags = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --disable-features=LocalNetworkAccessChecks`.split(/\s+/);

/** What someone sees there once the stand-in has answered; rooms have their lobby. */
const seen: Record<string, RegExp> = {
  'agent-runtime': /No tasks yet/,
  'piston': /1 of 1 tests? pass|All .*pass|1 test passes/i,
  'judge0': /1 of 1 tests? pass|All .*pass|1 test passes/i,
};

describe('a page for each dialect', () => {
  let pages: Awaited<ReturnType<typeof startPages>>;
  let browser: Browser;
  before(async () => {
    pages = await startPages();
    const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: flags });
  });
  after(async () => {
    await browser?.close();
    await pages?.close();
  });

  it('is listed', async () => {
    const page = await browser.newPage();
    await page.goto(pages.url);
    await page.locator('li').last().waitFor();
    assert.equal(await page.locator('li').count(), pages.standIns.length);
    await page.close();
  });

  for (const [dialect, { variants }] of Object.entries(standIns))
    it(`${dialect} opens, and shows what its stand-in has`, { timeout: 90_000 }, async () => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(pages.url);
      await page.getByRole('link', { name: `${dialect}, ${variants[0]}` }).click();
      if (dialect === 'piston' || dialect === 'judge0')
        await page.getByRole('button', { name: 'Test' }).click();
      await page
        .getByText(seen[dialect] ?? 'Join the interview')
        .first()
        .waitFor();
      const standIn = pages.standIns.find((each) => each.dialect === dialect)?.standIn;
      await page.getByRole('button', { name: 'Slow' }).click();
      await page.locator('[aria-pressed="true"]').waitFor();
      assert.equal(standIn?.faults.delayMs, 500);
      assert.deepEqual(errors, []);
      await page.close();
    });
});
