import type { Role } from '@interview-room/core/protocol';
import { Hono, type Context as Call } from 'hono';
import { bearer } from '../auth/api-keys.js';
import type { Context } from '../context.js';
import { Refusal } from '../hub/refusal.js';
import { exportLog } from '../wire/export.js';
import { post } from '../wire/posts.js';
import { mustExist } from '../wire/seat.js';
import { streamHeaders, type Streams } from '../wire/stream.js';
import { upTo } from './guard.js';

/** What those in a room ask for, by their tokens. */
export const wireApi = (context: Context, streams: Streams): Hono => {
  const limit = upTo(context.limits.frameBytes * 3);
  return new Hono()
    .post('/:id/stream', limit, async (call) => {
      const hello = await call.req.text();
      return call.body(streams.open(call.req.param('id'), hello), 200, streamHeaders);
    })
    .post('/:id/frames', limit, async (call) => {
      const frames = await post(context, call.req.param('id'), await call.req.text());
      return call.json({ frames }, 200, { 'Cache-Control': 'no-store' });
    })
    .get('/:id/log', async (call) => {
      const room = call.req.param('id');
      const role = await readerOf(context, call, room);
      await mustExist(context, room);
      const headers = { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' };
      return call.body(await exportLog(context.engine, room, role), 200, headers);
    })
    .post('/:id/token', async (call) => {
      const room = call.req.param('id');
      const token = await context.tokens.refresh(bearer(call.req.header('authorization')), room);
      await mustExist(context, room);
      return call.json({ token }, 200, { 'Cache-Control': 'no-store' });
    });
};

/** As whom someone reads a log: by their token, or with an API key the whole. */
async function readerOf(context: Context, call: Call, room: string): Promise<Role> {
  const token = bearer(call.req.header('authorization'));
  if (context.keys.accepts(token)) return 'interviewer';
  const { role, sub } = await context.tokens.verify(token, room);
  if (!context.requests.take(`${room}/${sub}`, 5))
    throw new Refusal('rate', 'Too many requests: wait a moment.', true);
  return role;
}
