// Makes docs/images/interview-*.png: one moment of an interview from both sides, from a running room.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.js';
import { root } from './lib.js';
import { openRoom } from './room.js';

const answer = `def merge(meetings: list[list[int]]) -> list[list[int]]:
    busy = []
    for start, end in sorted(meetings):
        if busy and start <= busy[-1][1]:
            busy[-1][1] = max(end, busy[-1][1])
        else:
            busy.append([start, end])
    return busy
`;

const room = await openRoom({ port: 8720, dir: mkdtempSync(join(tmpdir(), 'rooms-')) });
const browser = await chromium.launch({
  executablePath: await ensureBrowser('chromium'),
  args: ['--no-sandbox'],
});

async function open(link) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 760 },
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

const interviewer = await open(room.links.interviewer);
const candidate = await open(room.links.candidate);
await candidate.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
await candidate.getByRole('checkbox').check();
await candidate.getByRole('button', { name: 'Join the interview' }).click();
await candidate.getByText(/You are in/).waitFor();
await interviewer.getByRole('button', { name: 'Start the interview' }).click();
await candidate.locator('.cm-content').click();
await candidate.keyboard.press('Control+a');
await candidate.keyboard.insertText(answer);
await candidate
  .getByRole('textbox', { name: 'Write a message' })
  .fill('Do meetings that only touch count as one?');
await candidate.keyboard.press('Enter');
await interviewer.getByRole('textbox', { name: 'Write a message' }).fill('Yes, they do. Good question.');
await interviewer.keyboard.press('Enter');
await candidate.getByText('Yes, they do.').waitFor();
await candidate.getByRole('button', { name: 'Test' }).first().click();
await interviewer.getByText('Tested by Ada Lovelace').waitFor({ timeout: 60_000 });
await interviewer.getByRole('tab', { name: 'Notes' }).click();
await interviewer
  .getByRole('textbox', { name: 'Write a note' })
  .fill('Asks about touching meetings at once.');
await interviewer.getByRole('button', { name: 'Add note' }).click();
await interviewer.getByText('Asks about touching').waitFor();
await candidate.locator('.cm-line').nth(4).click();
await interviewer.waitForTimeout(1000);
await interviewer.screenshot({ path: join(root, 'docs/images/interview-interviewer.png') });
await candidate.screenshot({ path: join(root, 'docs/images/interview-candidate.png') });
await interviewer.emulateMedia({ colorScheme: 'dark' });
await interviewer.waitForTimeout(500);
await interviewer.screenshot({ path: join(root, 'docs/images/interview-interviewer-dark.png') });

await browser.close();
await room.close();
process.exit(0);
