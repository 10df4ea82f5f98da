// Starts the stand-in of every dialect, in each of its variants, and serves a page to open against each: npm run pages
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { standIns } from '@interview-room/conformance/stand-ins';

const pages = fileURLToPath(new URL('.', import.meta.url));
/** The folder of the elements. */
const sdk =
  process.env.IR_SDK ??
  fileURLToPath(new URL('.', import.meta.resolve('@interview-room/interview-room/cdn/interview-room.js')));
const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' }; // prettier-ignore

/** What is typed at `npx @interview-room/conformance serve` can be clicked here. */
const acts = {
  cut: (standIn) => standIn.cut(),
  delay: ({ faults }) => (faults.delayMs = faults.delayMs > 0 ? 0 : 500),
  html: ({ faults }) => (faults.html = faults.html > 0 ? 0 : 3),
  drop: ({ faults }) => (faults.drop = faults.drop > 0 ? 0 : 2),
};

/** Starts all of it, the pages on a port (0: any that is free). */
export async function startPages(port = 0) {
  const rows = Object.entries(standIns).flatMap(([dialect, { variants, start }]) =>
    variants.map((variant) => start({ variant }).then((standIn) => ({ dialect, variant, standIn }))),
  );
  const all = await Promise.all(rows);
  const told = ({ dialect, variant, standIn: { url, faults } }) => ({ dialect, variant, url, faults });
  const server = createServer(async ({ method, url }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://here');
    const path = normalize(decodeURIComponent(pathname));
    if (method === 'POST') {
      const found = all.find(({ standIn }) => standIn.url === searchParams.get('url'));
      if (found) acts[searchParams.get('act')]?.(found.standIn);
      return response.writeHead(204).end();
    }
    if (path === '/stand-ins.json') return send(response, '.json', JSON.stringify(all.map(told)));
    const file = path.startsWith('/sdk/')
      ? join(sdk, path.slice(5))
      : join(pages, path === '/' ? 'index.html' : path);
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes) send(response, extname(file), bytes);
    else response.writeHead(404).end('Not found');
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all(all.map(({ standIn }) => standIn.close()));
  };
  return { url: `http://localhost:${server.address().port}`, standIns: all, close };
}

function send(response, type, body) {
  response.setHeader('Content-Type', types[type] ?? 'application/octet-stream');
  response.end(body);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startPages(Number(process.env.PORT ?? 8100));
  console.log(`${url}\n\nA page for each dialect. Ctrl+C ends it.`);
}
