// The static server of development, examples, tests and benchmarks: @web/dev-server with the SDK's headers.
import { startDevServer } from '@web/dev-server';
import { createServer } from 'node:net';
import { sdkHeaders } from './headers.js';
import { root } from './lib.js';

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The first port from `wanted` on that nobody listens on. */
export async function freePort(wanted) {
  for (let port = wanted; port < wanted + 100; port++) if (await isFree(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 99}. Set PORT to another number.`);
}

/**
 * Serves `rootDir` (default: the repository) on a free port from `port` on; `isolated` adds COOP and COEP.
 *
 * @param {{ port?: number, rootDir?: string, isolated?: boolean, middleware?: import('@web/dev-server').DevServerConfig['middleware'] }} [options]
 */
export async function serve({ port = 8000, rootDir = root, isolated = false, middleware = [] } = {}) {
  const chosen = await freePort(port);
  const server = await startDevServer({
    config: {
      rootDir,
      port: chosen,
      hostname: '127.0.0.1',
      open: false,
      clearTerminalOnReload: false,
      // Nothing here reloads by itself, and a watch that was left behind kept the process of a test alive.
      disableFileWatcher: true,
      middleware: [sdkHeaders({ isolated }), ...middleware],
    },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    logStartMessage: false,
  });
  return { url: `http://localhost:${chosen}`, port: chosen, close: () => server.stop() };
}
