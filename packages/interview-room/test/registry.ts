import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { AddressInfo } from 'node:net';

interface Published {
  name: string;
  version: string;
  tarball: string;
  manifest: Record<string, unknown>;
}

/**
 * A package registry for one scope, on a free port of this machine: answers what an npm client asks to install the given
 * tarballs (https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md).
 */
export async function startRegistry(packages: Published[]): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const found = packages.find(
      (item) => path === `/${item.name}` || path === `/-/${basename(item.tarball)}`,
    );
    if (!found) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Not found"}');
      return;
    }
    if (path.startsWith('/-/')) {
      response
        .writeHead(200, { 'content-type': 'application/octet-stream' })
        .end(readFileSync(found.tarball));
      return;
    }
    const dist = { tarball: `${url}/-/${basename(found.tarball)}` };
    const body = {
      'name': found.name,
      'dist-tags': { latest: found.version },
      'versions': { [found.version]: { ...found.manifest, dist } },
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => (server.close(), server.closeAllConnections()) };
}
