// Three servers that know nothing of one another but their addresses. In real life they are on three hosts: the vendor's own;
// any static server or CDN; and interview-room-server, which needs the environment that is given to it here by hand.
import { randomBytes } from 'node:crypto';
import { createServer as createBackend, MemoryLogEngine } from '@interview-room/server';
import { listen } from './http.js';
import { sdk } from './sdk.js';
import { Vendor } from './vendor.js';

/**
 * Starts all three, on free ports where none are given.
 *
 * @param {{ vendorPort?: number, sdkPort?: number, backendPort?: number }} [ports]
 */
export async function startAts({ vendorPort = 0, sdkPort = 0, backendPort = 0 } = {}) {
  const apiKey = randomBytes(24).toString('base64url'); // API_KEY
  const webhookSecret = randomBytes(24).toString('base64url'); // WEBHOOK_SECRET
  const sdkServer = await listen(sdk, sdkPort);
  // The vendor's address is known only once it listens, and it needs the backend's to begin with.
  let handle = (_request, response) => response.writeHead(503).end();
  const vendorServer = await listen((request, response) => handle(request, response), vendorPort);
  const backend = await createBackend({
    engine: new MemoryLogEngine(), // or SqliteLogEngine, or NatsLogEngine
    apiKeys: [apiKey],
    origins: [vendorServer.url], // IR_ORIGINS
    webhooks: { secret: webhookSecret, allowPrivate: true }, // here the vendor is at a private address: IR_WEBHOOK_PRIVATE
    grading: { concurrency: 1 },
  });
  const backendUrl = (await backend.listen(backendPort)).replace('127.0.0.1', 'localhost');
  const vendor = new Vendor({
    url: vendorServer.url,
    sdk: sdkServer.url,
    backend: backendUrl,
    apiKey,
    webhookSecret,
  });
  handle = (request, response) => vendor.handle(request, response);
  return {
    vendorUrl: vendorServer.url,
    sdkUrl: sdkServer.url,
    backendUrl,
    /** For tests: what no page may ever hold. */
    secrets: { apiKey, webhookSecret },
    close: async () => void (await Promise.all([vendorServer.close(), sdkServer.close(), backend.close()])),
  };
}
