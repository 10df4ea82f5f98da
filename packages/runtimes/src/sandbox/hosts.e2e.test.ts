// Host pages of every temper: each serves the built module from its own origin under its own headers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import type { ExitEvent, RunEvent } from '../events.js';
import type * as Door from '../index.js';

const dist = new URL('../../dist/', import.meta.url);
const flags = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/);
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.json': 'application/json',
};

interface Host {
  name: string;
  /** Headers of the page, of the sandbox's page, and of all files. */
  page?: OutgoingHttpHeaders;
  sandbox?: OutgoingHttpHeaders;
  files?: OutgoingHttpHeaders;
  /** How it ends; default: `ok`. */
  fails?: RegExp;
}
const coep = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const csp = (policy: string): OutgoingHttpHeaders => ({ 'Content-Security-Policy': policy });

const hosts: Host[] = [
  { name: 'plain' },
  { name: 'isolated, sandbox too', page: coep, sandbox: coep },
  { name: 'isolated, sandbox not: the document by value', page: coep },
  { name: 'sandbox refuses frames: the document by value', sandbox: { 'X-Frame-Options': 'DENY' } },
  {
    name: 'strict policy and Trusted Types',
    page: csp(
      "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; require-trusted-types-for 'script'",
    ),
  },
  {
    name: 'no connection allowed',
    page: csp("default-src 'none'; script-src 'self'; frame-src 'self'"),
    fails: /Content-Security-Policy refused http:.*Allow http:\/\/127\.0\.0\.1:\d+ in connect-src/,
  },
  {
    name: 'no frame allowed',
    page: csp("default-src 'none'; script-src 'self'; connect-src 'self'"),
    fails: /could not be opened in a frame\. Allow http:\/\/127\.0\.0\.1:\d+ in this page's frame-src/,
  },
];

function serve(host: Host): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const own = path === '/' ? host.page : path.endsWith('/sandbox.html') ? host.sandbox : {};
    try {
      const body =
        path === '/' ? '<!doctype html><title>host</title>' : await readFile(new URL(`.${path}`, dist));
      const type = path === '/' ? 'text/html' : (types[extname(path)] ?? 'application/octet-stream');
      response.writeHead(200, { 'Content-Type': type, ...host.files, ...own }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('host pages', () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: flags,
    });
    await readFile(fileURLToPath(new URL('assets/sandbox.html', dist)));
  });
  after(() => browser.close());

  for (const host of hosts) {
    it(host.name, async () => {
      const server = await serve(host);
      const page = await browser.newPage();
      try {
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        const events = await page.evaluate(async () => {
          const address = '/index.js';
          const { createRunner } = (await import(address)) as typeof Door;
          const runner = createRunner();
          const all: RunEvent[] = [];
          const files = { 'main.js': 'console.log(6 * 7)' };
          for await (const event of runner.run({ language: 'javascript', files })) all.push(event);
          runner.dispose();
          return all;
        });
        const exit = events.at(-1) as ExitEvent;
        const text = events.map((event) => ('text' in event ? event.text : '')).join('');
        if (host.fails) assert.match(exit.error?.message ?? '', host.fails);
        else assert.deepEqual([text, exit.outcome], ['42\n', 'ok'], JSON.stringify(exit));
        assert.equal(await page.locator('iframe').count(), 0);
      } finally {
        await page.close();
        server.closeAllConnections();
        server.close();
      }
    });
  }
});
