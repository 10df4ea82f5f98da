// A system's own colours (high contrast): what is selected, what has the focus and how tests ended can be told.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { launch } from './browser.js';

const styleOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const { backgroundColor, color, outlineColor, outlineStyle } = getComputedStyle(element);
    return { backgroundColor, color, outlineColor, outlineStyle };
  });

describe('forced colours', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    server = await serve({ port: 8480 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`leave a room usable, ${colorScheme}`, async () => {
      const page = await browser.newPage({
        viewport: { width: 320, height: 700 },
        forcedColors: 'active',
        colorScheme,
        reducedMotion: 'reduce',
      });
      await page.goto(`${server.url}/packages/interview-room/test/pages/room.html`);
      const room = page.locator('interview-room');
      await room.locator('#tab-code').click();
      await room.locator('file-tabs .new').click();
      await page.keyboard.type('helper.py\n');
      await room.locator('file-tabs [role=tab]', { hasText: 'helper.py' }).waitFor();
      await room.locator('room-header select').selectOption('javascript');
      await room.locator('#tab-run').click();
      await room.locator('run-panel button', { hasText: 'Test' }).click();
      await room.locator('run-panel .test.failed .mark svg').first().waitFor({ timeout: 60_000 });
      assert.match(await room.locator('run-panel [part=status]').innerText(), /tests? pass/);
      await room.locator('room-header select').selectOption('python');
      await page.mouse.move(0, 0);

      for (const tabs of ['.pane-tabs', 'file-tabs', 'run-panel .tabs']) {
        if (tabs === 'file-tabs') await room.locator('#tab-code').click();
        if (tabs === 'run-panel .tabs') await room.locator('#tab-run').click();
        const [selected, other] = ['true', 'false'].map((is) =>
          room.locator(`${tabs} [role=tab][aria-selected=${is}]`).first(),
        ) as [Locator, Locator];
        await selected.waitFor();
        await selected.press('ArrowRight');
        await page.keyboard.press('ArrowLeft');
        await page.mouse.move(0, 0);
        const [on, off] = [await styleOf(selected), await styleOf(other)];
        assert.notEqual(on.backgroundColor, off.backgroundColor, `${tabs}: the one that is selected`);
        assert.notEqual(on.backgroundColor, on.color, `${tabs}: its words`);
        assert.notEqual(on.outlineStyle, 'none', `${tabs}: the focus`);
        assert.notEqual(on.outlineColor, on.backgroundColor, `${tabs}: the focus on its ground`);
      }
      await page.close();
    });
  }
});
