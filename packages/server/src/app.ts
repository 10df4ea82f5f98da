import { Hono, type Context as Call } from 'hono';
import { cors } from 'hono/cors';
import { chatApi } from './api/chat.js';
import { ApiError, answerError } from './api/errors.js';
import { fromOrigins } from './api/guard.js';
import { executeApi } from './api/execute.js';
import { healthApi } from './api/health.js';
import { openApi } from './api/openapi.js';
import { questionsApi } from './api/questions.js';
import { roomsApi } from './api/rooms.js';
import { wireApi } from './api/wire.js';
import type { Context } from './context.js';
import { pages } from './page/index.js';
import type { Streams } from './wire/stream.js';

/** Everything that is asked by HTTP. */
export function createApp(context: Context, streams: Streams, sdk: string | undefined): Hono {
  const app = new Hono();
  const allowed = (origin: string, call: Call) =>
    context.origins.allows(origin, call.req.header('host')) ? origin : null;
  app.use(
    '/api/*',
    cors({
      origin: allowed,
      allowHeaders: ['Authorization', 'Content-Type'],
      exposeHeaders: ['Retry-After', 'x-vercel-ai-ui-message-stream'],
      maxAge: 86_400,
    }),
  );
  app.use('/api/*', fromOrigins(context));
  app.get('/api/openapi.json', (call) => call.json(openApi()));
  app.route('/api/rooms', wireApi(context, streams));
  app.route('/api/rooms', chatApi(context));
  app.route('/api/rooms', executeApi(context));
  app.route('/api/rooms', roomsApi(context));
  app.route('/api/questions', questionsApi(context));
  app.route('/', healthApi(context));
  app.route('/', pages(sdk));
  app.notFound((call) =>
    answerError(context.logger)(new ApiError(404, 'not-found', 'There is nothing here.'), call),
  );
  app.onError(answerError(context.logger));
  return app;
}
