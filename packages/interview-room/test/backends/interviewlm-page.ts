// An interview over REST and server-sent events in a page of its own, for its walks.
import type { Browser, Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import type { InterviewLmStandIn } from '../../../conformance/src/stand-ins/interviewlm/index.js';
import { launch } from '../browser.js';

type Middleware = NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number];

/** Where the text is. */
export const content = 'code-editor .cm-content';
/** The answer to the first question. */
export const SOLVED = 'print(input()[::-1])';

/** `/room-under-test?backend=…&variant=…&session=…` */
const room: Middleware = (call, next) => {
  if (call.path !== '/room-under-test') return next();
  const attributes = Object.entries(call.query).map(([name, value]) => `${name}="${String(value)}"`);
  call.type = 'html';
  call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An interview</title>
    <link rel="icon" href="data:,">
    <script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>
    <body style="margin:0"><interview-room style="block-size:100vh" dialect="interviewlm" name="Ann"
      ${attributes.join(' ')}></interview-room></body></html>`;
  return undefined;
};

export interface Stage {
  readonly browser: Browser;
  addressOf(standIn: InterviewLmStandIn, session: string): string;
  close(): Promise<void>;
}

export async function stage(port: number): Promise<Stage> {
  const [server, browser] = await Promise.all([serve({ port, middleware: [room] }), launch()]);
  return {
    browser,
    addressOf: ({ url, variant }, session) =>
      `${server.url}/room-under-test?${new URLSearchParams({ backend: url, variant, session }).toString()}`,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

export async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('checkbox').check();
  await page.locator('room-lobby button.primary').first().click();
}
