// <ai-chat> in a page whose policy is the strict one of the example, with Trusted Types: an answer of all kinds of things comes
// in pieces, is drawn, and nothing of it is refused by the policy.
import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { hostPolicy, startStrictCsp } from '../../../examples/strict-csp/server.js';
import { launch } from './browser.js';

declare const refused: { directive: string; blocked: string; sample: string }[];

const NONCE = 'bm9uY2Utb2YtYS10ZXN0';
const begun = `## What I found

See [the docs](https://docs.python.org/3/library/functions.html#sorted), or \`sorted\`:

\`\`\`python
def merge(meetings):
    re`;
const rest = `turn sorted(meetings)
\`\`\`

| what   | costs      |
| ------ | ---------- |
| sort   | $n \\log n$ |
| \`one\` | **nothing** |

- one <b onclick="alert(1)">bold</b>
- <img src=x onerror=alert(1)>

<script>alert(1)</script>
`;

const html = (sdk: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A chat under a strict policy</title>
    <script nonce="${NONCE}">
      window.refused = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        window.refused.push({ directive: effectiveDirective, blocked: blockedURI, sample }),
      );
    </script>
    <script type="module" nonce="${NONCE}" src="${sdk}interview-room.js" crossorigin></script>
  </head>
  <body>
    <ai-chat endpoint="/answer" dialect="text"></ai-chat>
  </body>
</html>`;

describe('<ai-chat> under a strict policy with Trusted Types', () => {
  let browser: Browser;
  let page: Page;
  let server: Server;
  let strict: Awaited<ReturnType<typeof startStrictCsp>>;
  let answer: ServerResponse | undefined;
  let policy = '';
  const problems: string[] = [];

  function serve(path: string | undefined, response: ServerResponse): void {
    if (path === '/answer') {
      answer = response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
      for (const piece of begun.match(/[^]{1,7}/g) ?? []) answer.write(piece);
    } else if (path === '/') {
      policy = hostPolicy(NONCE, strict.sdkUrl.slice(0, -1));
      response
        .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy })
        .end(html(strict.sdkUrl));
    } else response.writeHead(204).end();
  }

  before(async () => {
    strict = await startStrictCsp();
    server = createServer(({ url }, response) => serve(url, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launch();
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    await strict?.close();
  });

  const violations = () => page.evaluate(() => refused);

  it('is sent with that policy', () => {
    for (const part of [`default-src 'none'`, `require-trusted-types-for 'script'`, 'trusted-types lit-html'])
      assert.ok(policy.includes(part), policy);
    assert.ok(!policy.includes('unsafe'), policy);
  });

  it('draws an answer with a link, code and a table as it comes, and nothing is refused', async () => {
    await page.locator('ai-chat textarea').fill('How?');
    await page.locator('ai-chat textarea').press('Enter');
    const parts = page.getByRole('article').last().locator('.parts');
    await parts.locator('.code .tok-keyword', { hasText: 'def' }).waitFor();
    assert.deepEqual(await violations(), [], 'in its midst');
    for (const piece of rest.match(/[^]{1,7}/g) ?? []) answer?.write(piece);
    answer?.end();
    await page.getByRole('button', { name: 'Good answer' }).waitFor();
    const link = parts.getByRole('link', { name: 'the docs' });
    assert.equal(await link.getAttribute('href'), 'https://docs.python.org/3/library/functions.html#sorted');
    assert.equal(await parts.locator('pre').innerText(), 'def merge(meetings):\n    return sorted(meetings)');
    await parts.locator('.code .tok-keyword', { hasText: 'return' }).waitFor();
    assert.deepEqual(await parts.getByRole('row').allInnerTexts(), [
      'what\tcosts',
      'sort\t$n \\log n$',
      'one\tnothing',
    ]);
    assert.equal(await parts.getByRole('listitem').count(), 2);
    assert.equal(await parts.locator('script, img, b').count(), 0, 'what it has of HTML is text');
    assert.deepEqual(await violations(), []);
    assert.deepEqual(problems, []);
  });

  it('has a chat whose buttons do what they do there, too', async () => {
    const article = page.getByRole('article').last();
    await article.getByRole('button', { name: 'Time and use' }).click();
    await article.locator('.details').waitFor();
    await article.getByRole('button', { name: 'Good answer' }).click();
    await article.locator('button[aria-pressed=true]').waitFor();
    assert.deepEqual(await violations(), []);
    assert.deepEqual(problems, []);
  });

  it('would have been told of what is refused', async () => {
    const threw = await page.evaluate(() => {
      refused.length = 0;
      try {
        document.createElement('p').innerHTML = '<b>bold</b>';
        return 'nothing';
      } catch (error) {
        return (error as Error).name;
      }
    });
    assert.equal(threw, 'TypeError');
    await page.waitForFunction(() => refused.length === 1);
    assert.equal((await violations())[0]?.directive, 'require-trusted-types-for');
  });
});
