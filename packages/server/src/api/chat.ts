import { Hono } from 'hono';
import { bearer } from '../auth/api-keys.js';
import type { Context } from '../context.js';
import { memberOf, mustExist } from '../wire/seat.js';
import { jsonBody, upTo } from './guard.js';
import { asBody } from './stream-body.js';

const headers = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/** The assistant of a room, for those in it. */
export const chatApi = (context: Context): Hono =>
  new Hono()
    .post('/:id/chat', upTo(context.limits.frameBytes * 3), async (call) => {
      const room = call.req.param('id');
      const claims = await context.tokens.verify(bearer(call.req.header('authorization')), room);
      await mustExist(context, room);
      const body = await jsonBody(call);
      const stop = new AbortController();
      const frames = await context.relay.ask(room, memberOf(claims, 'relay'), body, stop.signal);
      return call.body(asBody(frames, stop), 200, headers);
    })
    .get('/:id/chat', async (call) => {
      const room = call.req.param('id');
      await context.tokens.verify(bearer(call.req.header('authorization')), room);
      await mustExist(context, room);
      const coach = (await context.directory.get(room))?.coach;
      const told = { ...context.relay.describe(), ...(coach && { coach }) };
      return call.json(told, 200, { 'Cache-Control': 'no-store' });
    })
    // An answer ends with the connection that asked for it: there is never one to be read on.
    .get('/:id/chat/:talk/stream', async (call) => {
      await context.tokens.verify(bearer(call.req.header('authorization')), call.req.param('id'));
      return call.body(null, 204);
    });
