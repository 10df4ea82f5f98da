import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

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

/** Something went wrong that the one who asked is told of. */
export class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Serves on a port (0: any that is free). A handler may throw an `HttpError`. */
export function listen(handler, port) {
  const server = createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch((error) => {
      if (response.headersSent) return response.destroy(error);
      if (!(error instanceof HttpError)) console.error(error);
      response.writeHead(error.status ?? 500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`${error.status ? error.message : 'Something went wrong here.'}\n`);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
      resolve({ url: `http://localhost:${server.address().port}`, close });
    });
  });
}

/** The path of a request. It is absolute, so that `normalize` cannot lead it out of a folder. */
export function pathOf(request) {
  try {
    return decodeURIComponent(new URL(request.url, 'http://any').pathname);
  } catch {
    throw new HttpError(400, 'Bad address');
  }
}

export async function sendFile(response, folder, path) {
  const file = join(folder, normalize(path));
  const body = await readFile(file).catch(() => {
    throw new HttpError(404, 'Not found');
  });
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
  response.end(body);
}

/** The body of a request, as it came. */
export async function bodyOf(request, most = 100_000) {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > most) throw new HttpError(413, 'Too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
