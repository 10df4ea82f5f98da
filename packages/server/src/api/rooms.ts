import { newId } from '@interview-room/core/protocol';
import { Hono } from 'hono';
import type { Context } from '../context.js';
import { theRoom } from '../hub/decide.js';
import type { RoomHub } from '../hub/room-hub.js';
import { told } from '../logger.js';
import { mustExist } from '../wire/seat.js';
import type { RoomRecord } from './directory.js';
import { ApiError } from './errors.js';
import { body, upTo, withKey } from './guard.js';
import { links, linkTo } from './links.js';
import { makeRoom, newSubject } from './make-room.js';
import { page } from './page.js';
import { keptQuestion, readQuestion } from './questions.js';
import { newRoomSchema, newTokenSchema } from './schemas.js';

/** Rooms, for those who have an API key. */
export const roomsApi = (context: Context): Hono => {
  const key = withKey(context);
  const limit = upTo(context.limits.bodyBytes);
  return new Hono()
    .post('/', key, limit, async (call) => {
      const asked = await body(call, newRoomSchema);
      if (asked.webhook && !context.aftermath.tells) throw noWebhooks();
      const question =
        asked.questionId === undefined
          ? readQuestion(asked.question)
          : await keptQuestion(context.engine.documents, asked.questionId);
      const { id, tokens } = await makeRoom(context, question, asked.options, asked.webhook);
      context.logger.info('room made', { room: id, question: question.id });
      return call.json({ id, links: links(context, call, id, tokens), tokens }, 201);
    })
    .get('/', key, async (call) => {
      const { after, limit: most } = page(call);
      const rooms = await context.directory.list(after, most);
      return call.json({ rooms, ...(rooms.length === most && { next: rooms.at(-1)?.id }) });
    })
    .get('/:id', key, async (call) => {
      const record = await found(context, call.req.param('id'));
      return call.json(await context.rooms.with(record.id, (hub) => detail(record, hub)));
    })
    .post('/:id/end', key, async (call) => {
      const record = await found(context, call.req.param('id'));
      await context.rooms.with(record.id, end);
      return call.json(await context.rooms.with(record.id, (hub) => detail(record, hub)));
    })
    .post('/:id/tokens', key, limit, async (call) => {
      const { id: room } = await found(context, call.req.param('id'));
      const { ttl, ...asked } = await body(call, newTokenSchema);
      const token = await context.tokens.mint({ sub: newSubject(asked.role), ...asked, room }, ttl);
      return call.json({ token, link: linkTo(context, call, room, token) }, 201);
    })
    .delete('/:id', key, async (call) => {
      const { id } = await found(context, call.req.param('id'));
      await remove(context, id);
      return call.body(null, 204);
    });
};

const noWebhooks = () =>
  new ApiError(422, 'webhook', 'This server has no WEBHOOK_SECRET to sign webhooks by.');

async function found(context: Context, room: string): Promise<RoomRecord> {
  const record = await context.directory.get(room);
  if (!record) await mustExist(context, room);
  return record as RoomRecord;
}

const detail = (record: RoomRecord, { state, head }: RoomHub) => ({
  ...record,
  stage: state.stage.now,
  entries: head.seq,
  head: head.hash,
  people: state.people.map(({ id, name, role }) => ({ id, name, role })),
});

async function end(hub: RoomHub): Promise<void> {
  if (hub.state.stage.now === 'ended') return;
  const entry = { id: newId(), kind: 'stage.changed', body: { stage: 'ended' } };
  for (const outcome of await hub.append(theRoom, [entry])) if ('refusal' in outcome) throw outcome.refusal;
}

/** Nobody can come in any more, then those who are there go, then what was written does. */
async function remove(context: Context, room: string): Promise<void> {
  await context.directory.delete(room);
  try {
    await context.rooms.with(room, (hub) => hub.announceDeleted());
  } catch (error) {
    // A log that cannot be read can be deleted all the same.
    context.logger.error('delete', { room, ...told(error) });
  }
  await context.engine.deleteRoom(room);
  await context.aftermath.forget(room);
  context.logger.info('room deleted', { room });
}
