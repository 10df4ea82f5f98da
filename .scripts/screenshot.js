// Makes docs/images/practice-*.png from the running example: a problem of examples/practice, solved and tested.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.js';
import { root } from './lib.js';
import { serve } from './serve.js';

const solution = readFileSync(join(root, 'examples/practice/solutions/two-sum/python/two_sum.py'), 'utf8');
const server = await serve({ port: 8700 });
const browser = await chromium.launch({
  executablePath: await ensureBrowser('chromium'),
  args: ['--no-sandbox'],
});

for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({
    viewport: { width: 1240, height: 900 },
    colorScheme,
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/examples/practice/`);
  const room = page.locator('interview-room').first();
  await room.scrollIntoViewIfNeeded();
  await room.getByRole('button', { name: 'Edit' }).click();
  await room.locator('.cm-content').fill(solution);
  await room.getByRole('button', { name: 'Test', exact: true }).click();
  await room
    .getByText(/tests pass/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
  await room.screenshot({ path: join(root, `docs/images/practice-${colorScheme}.png`) });
  await context.close();
}
await browser.close();
await server.close();
process.exit(0);
