import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';

/** What the host page holds that no program may ever print. */
export const secret = 'host-secret-7f3a';

export interface Host {
  page: Page;
  sdk: string;
  /** Requests that the SDK's origin has had, as paths with their query. */
  asked: string[];
  close(): Promise<void>;
}

const page = `<!doctype html><html lang="en"><head><title>host</title></head><body><p id="text">${secret}</p><script>
  document.cookie = 'secret=${secret}';
  localStorage.setItem('secret', '${secret}');
  sessionStorage.setItem('secret', '${secret}');
  window.heard = [];
  addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));
  new BroadcastChannel('interview-room').onmessage = (event) => heard.push(JSON.stringify(event.data));
</script></body></html>`;

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

async function startHost(isolated: boolean): Promise<{ server: Server; url: string }> {
  const headers = { 'content-type': 'text/html', ...(isolated && isolation) };
  const server = createServer((_, response) => response.writeHead(200, headers).end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** A browser with a person's defaults: automation's own switch off the process isolation of sandboxed frames. */
async function startBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'interview-room-browser-'));
  const flags = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --remote-debugging-port=0 --user-data-dir=${profile} about:blank`;
  const child = spawn(process.env.CHROME_PATH ?? '/usr/bin/chromium', flags.split(/\s+/), {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await debuggerAddress(child));
  return {
    browser,
    async close() {
      await browser.close();
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text += chunk;
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address) resolve(address);
    });
    child.once('close', () => reject(new Error(`The browser did not start: ${text}`)));
  });
}

/**
 * A host page on one origin, cross-origin isolated or not, the SDK on another, in a browser of its own. The sandbox is
 * isolated by itself, unless it comes from a server that is `plain`.
 */
export async function openHost({ isolated = false, plain = false } = {}): Promise<Host> {
  const asked: string[] = [];
  const log = async (context: { url: string }, next: () => Promise<void>) => {
    asked.push(context.url);
    await next();
  };
  const sdk = await serve({ port: 8200, isolated, middleware: [log] });
  const host = await startHost(isolated);
  const { browser, close } = await startBrowser();
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(host.url);
  const shared = await tab.evaluate(
    async ([base, frame]) => {
      const { createRunner } = await import(`${base}/packages/runtimes/dist/index.js`);
      const runner = createRunner({ sandboxUrl: `${base}/packages/runtimes/dist/assets/${frame}` });
      Object.assign(globalThis, { runner });
      return (await runner.capabilities()).sharedMemory.value as boolean;
    },
    [sdk.url, plain ? 'sandbox.html?plain' : 'sandbox.html'] as const,
  );
  if (shared === plain) throw new Error(`The sandbox is ${shared ? '' : 'not '}isolated.`);
  return {
    page: tab,
    sdk: sdk.url,
    asked,
    async close() {
      await close();
      await sdk.close();
      host.server.close();
    },
  };
}
