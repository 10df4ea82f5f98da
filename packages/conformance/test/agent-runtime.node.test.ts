import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentRuntimeTasks, WireError, type TaskClient, type TaskView } from '@interview-room/backends/tasks';
import { openBackend } from '@interview-room/backends';
import { Room, type SocketConstructor } from '@interview-room/core';
import { parseQuestion } from '@interview-room/core/question';
import { unzipSync, strFromU8 } from 'fflate';
import { WebSocket } from 'ws';
import { agentRuntimeSuite } from '../src/checks/agent-runtime.js';
import { runSuite } from '../src/kit/run.js';
import { startAgentRuntime } from '../src/stand-ins/agent-runtime/index.js';
import type { StandIn, StandInOptions } from '../src/stand-ins/stand-in.js';

let standIn: StandIn;
const watching: AbortController[] = [];
afterEach(async () => {
  for (const each of watching.splice(0)) each.abort();
  await standIn.close();
});

const pace = { pollMs: 200, pingMs: 100, tellMs: 5 };
async function start(options: StandInOptions = {}): Promise<TaskClient> {
  standIn = await startAgentRuntime(options);
  return clientOf();
}
const clientOf = () =>
  agentRuntimeTasks({ url: standIn.url, WebSocket: WebSocket as unknown as SocketConstructor, pace });

/** Watches, and gives what is seen now. */
function watch(client: TaskClient, id: string): { now: TaskView; stop(): void } {
  const stop = new AbortController();
  watching.push(stop);
  const connection = 'connecting' as TaskView['connection'];
  const seen = {
    now: { task: undefined, lines: [], dropped: 0, connection, problem: undefined } as TaskView,
    stop: () => stop.abort(),
  };
  client.watch(id, (view) => (seen.now = view), stop.signal);
  return seen;
}
async function until(done: () => unknown): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 3000, `never: ${done.toString()}`);
    await sleep(5);
  }
}
const messages = ({ lines }: TaskView) => lines.map(({ message }) => message);
const task = (type: 'complete' | 'plan' | 'custom', instructions = '') =>
  ({ type, appUrl: 'https://shop.example', instructions }) as const;

describe('tasks of an agent runtime', () => {
  for (const variant of ['current', 'older']) {
    it(`are started, watched to their end, and leave files (${variant})`, async () => {
      const client = await start({ variant });
      await client.health();
      const made = await client.create(task('complete'));
      assert.deepEqual(
        [made.type, made.status, made.appUrl],
        ['complete', 'pending', 'https://shop.example'],
      );
      const seen = watch(client, made.id);
      const phases = new Set<string>();
      await until(() => {
        if (seen.now.task?.phase) phases.add(seen.now.task.phase);
        return seen.now.connection === 'over';
      });
      assert.equal(seen.now.task?.status, 'completed');
      assert.ok(phases.has('fixing_tests'));
      assert.deepEqual(
        messages(seen.now),
        (await client.logs(made.id)).map(({ message }) => message),
      );
      assert.ok(seen.now.lines.some(({ level }) => level === 'info'));
      const [listed] = await client.list();
      assert.ok(listed);
      assert.ok(Date.now() - (listed.createdAt ?? 0) < 3_600_000, 'a time without a zone means UTC');
      const files = await client.files(listed);
      assert.deepEqual(files.map(({ path }) => path).sort(), ['plan.md', 'results.json', 'screens/basket.png', 'tests/basket.spec.ts']); // prettier-ignore
      const { text } = await client.file(listed, 'tests/basket.spec.ts');
      assert.match(text ?? '', /12\.00/);
      assert.equal((await client.file(listed, 'results.json')).text, '{"passed":1,"failed":0}');
      assert.equal((await client.file(listed, 'screens/basket.png')).text, undefined);
      const zip = unzipSync(new Uint8Array(await (await client.download(listed)).arrayBuffer()));
      assert.equal(strFromU8(zip['tests/basket.spec.ts'] ?? new Uint8Array()), text);
    });

    it(`that are not there are said so (${variant})`, async () => {
      const client = await start({ variant });
      const seen = watch(client, 'nothing');
      await until(() => seen.now.connection === 'over');
      assert.equal(seen.now.problem?.code, 'not-found');
      await assert.rejects(client.get('nothing'), { code: 'not-found' });
    });
  }

  it('go on with the files of an earlier one, whose session is sent', async () => {
    const client = await start();
    const first = await client.create(task('plan'));
    assert.ok(first.session);
    const { session } = await client.create({ ...task('custom'), session: first.session });
    assert.equal(session, first.session);
    const bodies = standIn.heard.flatMap(({ what, body }) =>
      what === 'POST /tasks' ? [body as object] : [],
    );
    assert.deepEqual(bodies.map((body) => 'session_id' in body && body.session_id), [false, first.session]); // prettier-ignore
  });

  it('say which field of a request is wrong', async () => {
    const client = await start();
    const wrong = {
      type: 'plan',
      appUrl: 'nowhere',
      signIn: { method: 'username-password', username: 'ann' },
    } as const;
    const error = await client.create(wrong).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof WireError);
    assert.deepEqual(error.detail.fields?.map(({ field }) => field), ['configuration.app_url', 'configuration.sign_in.password']); // prettier-ignore
  });

  it('that say something have begun, and do so in more words than that of their status', async () => {
    const client = await start();
    const slow = agentRuntimeTasks({
      url: standIn.url,
      WebSocket: WebSocket as unknown as SocketConstructor,
      pace: { ...pace, pollMs: 60_000 },
    });
    const { id } = await client.create(task('custom', 'forever'));
    const seen = watch(slow, id);
    const activities = new Set<string>();
    await until(() => {
      activities.add(seen.now.task?.activity ?? '');
      return seen.now.task?.status === 'running';
    });
    assert.ok(!activities.has('pending'), [...activities].join());
    seen.stop();
  });

  it('that say something before it is known how they stand are asked for once more: the answer may be of before', async () => {
    const client = await start();
    const { id } = await client.create(task('custom', 'forever'));
    let release = () => {};
    const heard = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    const late: typeof fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (!String(input).endsWith(id) || ++asked > 1) return reply;
      await heard;
      return Response.json({ ...((await reply.json()) as object), status: 'pending' });
    };
    const slow = agentRuntimeTasks({
      url: standIn.url,
      fetch: late,
      WebSocket: WebSocket as unknown as SocketConstructor,
      pace: { ...pace, pollMs: 60_000 },
    });
    const seen = watch(slow, id);
    await until(() => messages(seen.now).includes('Wrote notes.md'));
    release();
    await until(() => seen.now.task?.status === 'running');
    seen.stop();
  });

  it('lose no line and double none when the connection breaks, again and again', async () => {
    const client = await start();
    const made = await client.create(task('complete', 'lines:400'));
    const seen = watch(client, made.id);
    for (const count of [20, 150, 300]) {
      await until(() => seen.now.lines.length >= count || seen.now.connection === 'over');
      standIn.cut();
    }
    await until(() => seen.now.connection === 'over');
    const all = (await client.logs(made.id)).map(({ message }) => message);
    assert.equal(all.length, new Set(all).size + 1, 'some lines are said twice');
    assert.deepEqual(messages(seen.now), all);
  });

  it('that failed and never said so, or whose end is not told, are seen to be over', async () => {
    const client = await start({ faults: { missingComplete: true } });
    const failing = watch(client, (await client.create(task('plan', 'fail'))).id);
    const quiet = watch(client, (await client.create(task('custom'))).id);
    await until(() => failing.now.connection === 'over' && quiet.now.connection === 'over');
    assert.equal(failing.now.task?.status, 'failed');
    assert.equal(failing.now.task?.error, 'The application does not answer');
    assert.equal(quiet.now.task?.status, 'completed');
  });

  it('survive pages of HTML, delays and connections that break at once', async () => {
    const client = await start();
    const made = await client.create(task('complete'));
    Object.assign(standIn.faults, { html: 3, delayMs: 20, drop: 2 });
    const seen = watch(client, made.id);
    await until(() => seen.now.connection === 'over');
    assert.equal(seen.now.task?.status, 'completed');
    Object.assign(standIn.faults, { html: 0 });
    assert.deepEqual(
      messages(seen.now),
      (await client.logs(made.id)).map(({ message }) => message),
    );
  });

  it('are cancelled, and kept awake by a text that is no JSON', async () => {
    const client = await start();
    const made = await client.create(task('custom', 'forever'));
    const seen = watch(client, made.id);
    await until(() => standIn.heard.some(({ body }) => body === 'ping'));
    assert.equal(seen.now.connection, 'live');
    assert.equal((await client.cancel(made.id)).status, 'cancelled');
    await until(() => seen.now.connection === 'over');
    assert.equal(seen.now.task?.status, 'cancelled');
    assert.ok(seen.now.lines.every(({ message }) => message !== 'pong'));
  });

  it('are asked for where a socket is not to be had', async () => {
    const client = await start();
    const refused = class {
      onclose: ((how: object) => void) | undefined;
      constructor() {
        setTimeout(() => this.onclose?.({ code: 1006 }));
      }
      close(): void {}
      send(): void {}
    };
    const polling = agentRuntimeTasks({
      url: standIn.url,
      WebSocket: refused as unknown as SocketConstructor,
      pace,
    });
    const made = await client.create(task('complete'));
    const seen = watch(polling, made.id);
    await until(() => seen.now.connection === 'polling' && seen.now.lines.length > 2);
    await until(() => seen.now.connection === 'over');
    assert.deepEqual(
      messages(seen.now),
      (await client.logs(made.id)).map(({ message }) => message),
    );
  });

  it('keep no password that a backend gives back', async () => {
    const client = await start();
    const signIn = { method: 'username-password', username: 'ann', password: 'hunter2' } as const;
    const made = await client.create({ ...task('plan'), signIn });
    assert.ok(!JSON.stringify([made, await client.list(), await client.get(made.id)]).includes('hunter2'));
  });
});

describe('a room on an agent runtime', () => {
  it('has an editor and tasks, begins at once, and says when the backend is not there', async () => {
    await start();
    const joined = await join();
    assert.equal(joined.state.stage.now, 'started');
    assert.equal(joined.state.question?.id, 'workspace');
    assert.equal(parseQuestion(joined.state.content).problems, undefined);
    const tasks = joined.offers.tasks as TaskClient;
    assert.deepEqual(await tasks.list(), []);
    await joined.append('chat.message', { text: 'to nobody' });
    await joined.leave();
    await standIn.close();
    await assert.rejects(join(), { reason: 'unavailable' });
  });

  async function join(): Promise<Room> {
    const backend = await openBackend('agent-runtime', {
      url: standIn.url,
      WebSocket: WebSocket as unknown as SocketConstructor,
      storage: 'memory',
    });
    return Room.join({ backend, session: 'one', role: 'interviewer' });
  }
});

describe('the checks of an agent runtime', () => {
  for (const variant of agentRuntimeSuite.variants) {
    it(`pass against its stand-in (${variant})`, async () => {
      await start({ variant });
      const target = { url: standIn.url, dialect: 'agent-runtime', variant, settings: {} };
      const { results } = await runSuite(agentRuntimeSuite, target);
      assert.deepEqual(results.filter(({ outcome }) => outcome !== 'passed'), []); // prettier-ignore
      assert.equal(results.length, agentRuntimeSuite.checks.length);
    });
  }
});

describe('10,000 hostile frames', () => {
  it('are shown as what they are, within bounds, and nothing throws', async () => {
    const client = await start();
    const made = await client.create(task('custom', 'forever'));
    const seen = watch(client, made.id);
    await until(() => seen.now.connection === 'live' && seen.now.lines.length > 0);
    let seed = 7;
    const chance = (most: number) =>
      ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff) >> 8) % most;
    const long = 'x'.repeat(9_000);
    const values = [
      null,
      1,
      -1e308,
      '',
      long,
      [],
      [[[]]],
      {},
      { a: { b: long } },
      true,
      '__proto__',
      '\u0000\ud800',
    ];
    const value = () => values[chance(values.length)];
    const kinds = ['status', 'debug', 'complete ', 'Debug', '__proto__', 'constructor', 'unknown_event', ''];
    const frames: (() => unknown)[] = [
      () => ({ event_type: kinds[chance(kinds.length)], data: value() }),
      () => ({
        event_type: 'debug',
        data: { level: value(), message: value(), timestamp: value(), agent: value() },
      }),
      () => ({ event_type: 'status', data: { status: value(), message: value(), task_id: value() } }),
      () => ({ event_type: value(), data: { message: value() } }),
      () => JSON.stringify({ event_type: 'debug', data: { message: long } }).slice(0, chance(60)),
      () => ['pong', 'ping', '{', '[', 'null', '{"__proto__":{"x":1}}', long, '42'][chance(8)],
      () => value() ?? 'null',
    ];
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    for (let n = 0; n < 10_000; n++) {
      standIn.say(frames[chance(frames.length)]?.());
      if (n % 500 === 0) await sleep(1);
    }
    standIn.say({ event_type: 'debug', data: { level: 'INFO', message: 'the last of them' } });
    await until(() => seen.now.lines.some(({ message }) => message === 'the last of them'));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
    const { lines } = seen.now;
    const held = lines.reduce((sum, { message }) => sum + message.length, 0);
    assert.equal(
      lines.length <= 21_000 && held <= 8_004_000,
      true,
      `${lines.length} lines, ${held} characters`,
    );
    assert.equal(
      lines.find(({ message, agent }) => message.length > 4_000 || agent.length > 100),
      undefined,
    );
    assert.equal(lines.filter(({ isNote, agent }) => isNote && agent === 'unknown_event').length > 0, true);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
    assert.equal(seen.now.connection, 'live');
    assert.equal((await client.cancel(made.id)).status, 'cancelled');
    await until(() => seen.now.connection === 'over');
  });

  it('lets old lines go of a log without end, and knows those that it keeps', async () => {
    const client = await start();
    const made = await client.create(task('custom', 'lines:30000'));
    const seen = watch(client, made.id);
    await until(() => seen.now.dropped > 0);
    standIn.cut();
    await until(() => seen.now.connection === 'over');
    const { lines, dropped } = seen.now;
    assert.equal(dropped + lines.length, 30_002);
    assert.deepEqual(messages(seen.now).slice(-2), ['Line 30000 of 30000', 'Wrote notes.md']);
  });
});
