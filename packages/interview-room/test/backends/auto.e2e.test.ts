// What a backend speaks is found out in a page: it is said in the log, nothing but that dialect is loaded, and it works.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { serve } from '../../../../.scripts/serve.js';
import { startInterviewLm } from '../../../conformance/src/stand-ins/interviewlm/index.js';
import { startRelay } from '../../../conformance/src/stand-ins/relay/index.js';
import { launch } from '../browser.js';
import { adaptersOf } from './adapters.js';

interface Row {
  readonly dialect: string;
  readonly variant: string;
  readonly session: string;
  start(options: { variant: string }): Promise<{ url: string; close(): Promise<void> }>;
}
const rows: readonly Row[] = [
  ...['current', 'legacy', 'proposed', 'streamed'].map((variant) => ({
    dialect: 'interviewlm',
    variant,
    session: 'demo',
    start: startInterviewLm,
  })),
  ...['impl', 'docs', 'flat'].map((variant) => ({
    dialect: 'relay',
    variant,
    session: 'new',
    start: startRelay,
  })),
];

for (const { dialect, variant, session, start } of rows)
  it(`finds out that a backend speaks ${dialect}, ${variant}`, async (test) => {
    const standIn = await start({ variant });
    test.after(() => standIn.close());
    const server = await serve({
      port: 8540,
      middleware: [
        (call, next) => {
          if (call.path !== '/room-under-test') return next();
          call.type = 'html';
          call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A room</title><link rel="icon" href="data:,">
            <script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>
            <body style="margin:0"><interview-room style="block-size:100vh" name="Ann" session="${session}"
            backend="${standIn.url}" dialect="auto"></interview-room></body></html>`;
          return undefined;
        },
      ],
    });
    test.after(() => server.close());
    const browser = await launch();
    test.after(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.setDefaultTimeout(20_000);
    const adapters = adaptersOf(page);
    const heard: string[] = [];
    await page.exposeFunction('heard', (text: string) => heard.push(text));
    await page.addInitScript(`addEventListener('backend-notice', ({ notice }) => heard(notice.text))`);
    await page.goto(`${server.url}/room-under-test`);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Join the interview' }).click();
    await page.locator('code-editor .cm-content').waitFor();
    await page.locator('code-editor .cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('typed here');
    await page.getByText('typed here').first().waitFor();
    // Three variants of interviewlm differ in answers alone, which the dialect tells apart as they come.
    const said = dialect === 'relay' || variant === 'proposed' ? `${dialect} (${variant}):` : `${dialect}:`;
    assert.ok(
      heard.some((text) => text.startsWith(`The backend speaks ${said}`)),
      heard.join('\n'),
    );
    assert.deepEqual(adapters(), ['auto', dialect], 'no other dialect is loaded');
  });
