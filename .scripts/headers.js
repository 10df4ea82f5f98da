// The headers that the SDK's files are served with in development, in tests and by `npm start`.

/**
 * Koa middleware. `isolated` serves pages as a cross-origin isolated host would; without it nothing special is sent with
 * them. `sandbox.html?plain` is sent as a server would that knows nothing of it.
 */
export function sdkHeaders({ isolated = false } = {}) {
  return async function headers(context, next) {
    await next();
    context.set('Access-Control-Allow-Origin', '*');
    context.set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (isolated) {
      context.set('Cross-Origin-Opener-Policy', 'same-origin');
      context.set('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    if (context.path.endsWith('/sandbox.html') && context.search !== '?plain') {
      context.set('Document-Isolation-Policy', 'isolate-and-require-corp');
    }
  };
}
