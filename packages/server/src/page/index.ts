import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { roomPage, roomScript, roomStyles } from './room.html.js';

/** What the room's page may do: load from here alone, and speak to here alone. */
function policy(host: string): string {
  // Some browsers do not take 'self' for sockets.
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'${sockets}`,
    `frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
    `require-trusted-types-for 'script'; trusted-types lit-html`,
  ].join('; ');
}

const safely: MiddlewareHandler = async (call, next) => {
  await next();
  call.header('X-Content-Type-Options', 'nosniff');
  call.header('Referrer-Policy', 'no-referrer');
  call.header('Cache-Control', 'no-cache');
};

/** Any page may load the SDK. Files whose address names their version never change. */
const shared: MiddlewareHandler = async (call, next) => {
  await next();
  call.header('Access-Control-Allow-Origin', '*');
  call.header('Cross-Origin-Resource-Policy', 'cross-origin');
  call.header('X-Content-Type-Options', 'nosniff');
  const versioned = call.req.query('v') !== undefined;
  call.header('Cache-Control', versioned ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
  if (call.req.path.endsWith('/sandbox.html'))
    call.header('Document-Isolation-Policy', 'isolate-and-require-corp');
};

/** The page of a room, and the elements that it is made of, where their folder is known. */
export function pages(sdk: string | undefined): Hono {
  const app = new Hono()
    .get('/room/:id', safely, (call) => {
      call.header('Content-Security-Policy', policy(call.req.header('host') ?? ''));
      return call.html(roomPage);
    })
    .get('/room.js', safely, (call) =>
      call.body(roomScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
    )
    .get('/room.css', safely, (call) =>
      call.body(roomStyles, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
    );
  if (sdk === undefined) return app;
  const rewriteRequestPath = (path: string) => path.replace(/^.*?\/sdk\//, '/');
  return app.get('/sdk/*', shared, serveStatic({ root: sdk, rewriteRequestPath }));
}
