// A page with a strict policy on one origin, the SDK on another. `node examples/strict-csp/server.js` starts both.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const sdkFolder = here('../../packages/interview-room/dist/cdn');
const questions = here('../practice/questions');

const types = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
};

/** What the page may do: run the scripts and use the styles that it names itself, and talk to the SDK. Nothing else. */
export function hostPolicy(nonce, sdk) {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self' ${sdk}`,
    `frame-src ${sdk}`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html`,
  ].join('; ');
}

/**
 * Starts both servers, on free ports where none are given.
 *
 * @param {{ hostPort?: number, sdkPort?: number }} [ports]
 * @returns {Promise<{ hostUrl: string, sdkUrl: string, close(): Promise<void> }>}
 */
export async function startStrictCsp({ hostPort = 0, sdkPort = 0 } = {}) {
  const sdk = await listen(serveSdk, sdkPort);
  const host = await listen((request, response) => serveHost(request, response, sdk.url), hostPort);
  return {
    hostUrl: `${host.url}/`,
    sdkUrl: `${sdk.url}/`,
    close: async () => void (await Promise.all([host.close(), sdk.close()])),
  };
}

/** The SDK's own origin: static files, and three headers. */
async function serveSdk(request, response) {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  const path = pathOf(request);
  if (path === '/sandbox.html' || path.endsWith('/sandbox.html')) {
    response.setHeader('Document-Isolation-Policy', 'isolate-and-require-corp');
  }
  await sendFile(response, sdkFolder, path);
}

async function serveHost(request, response, sdk) {
  const path = pathOf(request);
  if (path === '/') return sendPage(response, sdk);
  if (path.startsWith('/questions/')) return sendFile(response, questions, path.slice('/questions'.length));
  if (path === '/favicon.ico') return response.writeHead(204).end();
  return notFound(response);
}

/** Every answer has a nonce of its own. */
async function sendPage(response, sdk) {
  const nonce = randomBytes(16).toString('base64');
  const page = await readFile(here('page.html'), 'utf8');
  response.setHeader('Content-Type', types['.html']);
  response.setHeader('Content-Security-Policy', hostPolicy(nonce, sdk));
  response.setHeader('Cache-Control', 'no-store');
  response.end(page.replaceAll('%NONCE%', nonce).replaceAll('%SDK%', sdk));
}

async function sendFile(response, folder, path) {
  const file = join(folder, normalize(path));
  try {
    const body = await readFile(file);
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.end(body);
  } catch {
    notFound(response);
  }
}

function notFound(response) {
  response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
}

/** The path of a request. It is absolute, so that `normalize` cannot lead it out of a folder. */
function pathOf(request) {
  try {
    return decodeURIComponent(new URL(request.url, 'http://any').pathname);
  } catch {
    return '/not-found';
  }
}

function listen(handler, port) {
  const server = createServer((request, response) => {
    handler(request, response).catch((error) => response.destroy(error));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const url = `http://localhost:${server.address().port}`;
      const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
      resolve({ url, close });
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { hostUrl, sdkUrl } = await startStrictCsp({
    hostPort: Number(process.env.HOST_PORT ?? 8001),
    sdkPort: Number(process.env.SDK_PORT ?? 8002),
  });
  console.log(`\n  The page: ${hostUrl}\n  The SDK:  ${sdkUrl}\n`);
}
