import { Hono } from 'hono';
import { bearer } from '../auth/api-keys.js';
import type { Context } from '../context.js';
import type { Execution } from '../execute/execution.js';
import { programSchema, programTestsSchema } from '../execute/program.js';
import type { Member } from '../hub/peer.js';
import { memberOf, mustExist } from '../wire/seat.js';
import { ApiError } from './errors.js';
import { body, upTo } from './guard.js';
import { asBody } from './stream-body.js';

const headers = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

interface Entrant {
  readonly execution: Execution;
  readonly room: string;
  readonly member: Member;
}

/** Programs and tests that run here, for those in a room. */
export const executeApi = (context: Context): Hono =>
  new Hono()
    .get('/:id/run', async (call) => {
      const { execution } = await enter(context, call.req.param('id'), call.req.header('authorization'));
      return call.json({ languages: execution.languages() }, 200, { 'Cache-Control': 'no-store' });
    })
    .post('/:id/run', upTo(context.limits.bodyBytes), async (call) => {
      const { execution, room, member } = await enter(context, call.req.param('id'), call.req.header('authorization')); // prettier-ignore
      const stop = new AbortController();
      const program = await body(call, programSchema);
      return call.body(asBody(await execution.run(room, member, program, stop.signal), stop), 200, headers);
    })
    .post('/:id/test', upTo(context.limits.bodyBytes), async (call) => {
      const { execution, room, member } = await enter(context, call.req.param('id'), call.req.header('authorization')); // prettier-ignore
      const stop = new AbortController();
      const tests = await body(call, programTestsSchema);
      return call.body(asBody(await execution.test(room, member, tests, stop.signal), stop), 200, headers);
    });

async function enter(context: Context, room: string, authorization: string | undefined): Promise<Entrant> {
  const claims = await context.tokens.verify(bearer(authorization), room);
  await mustExist(context, room);
  const { execution } = context;
  if (!execution)
    throw new ApiError(404, 'execute-off', 'No programs run here: they run in the browser. To switch it on, start the server with --execute.'); // prettier-ignore
  return { execution, room, member: memberOf(claims, 'execute') };
}
