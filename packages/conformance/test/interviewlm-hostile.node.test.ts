import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { hiddenOutputs } from '../src/stand-ins/interviewlm/index.js';
import { enter, FAR, join, MAIN, open, STARTER, until, type Stage } from './interviewlm-stage.js';

/** Everything that is kept of a room, and everything that the backend was sent. */
async function traces(stage: Stage): Promise<string> {
  const { connection: _, ...state } = stage.room.state;
  const { heard } = stage.standIn;
  const kept = [state, await stage.room.export(), stage.notices, heard, stage.interview.events, stage.interview.metrics]; // prettier-ignore
  return JSON.stringify(kept);
}

describe('what hidden tests expect', () => {
  for (const success of ['bare', 'wrapped'] as const)
    for (const starter of ['text', 'files'] as const)
      it(`is nowhere after all questions (${success}, starter as ${starter})`, async () => {
        const stage = await join({ manner: { success, starter } });
        const { questions } = stage.room.offers;
        // What is not known here is told, and may hold anything.
        const leak = { note: 'leak-seen', testCases: [{ hidden: true, expectedOutput: hiddenOutputs[0] }] };
        stage.interview.send('file-updates', 'surprise', leak);
        stage.interview.send('code-stream', 'surprise', `{"expectedOutput":"${hiddenOutputs[1]}"`);
        await until(() => stage.notices.filter(({ name }) => name === 'surprise').length === 2);
        const summary = { total: 2, passed: 1, failed: 1, errored: 0, skipped: 0, durationMs: 5 };
        await stage.room.append('tests.finished', { language: 'python', summary, tests: [] });
        while ((await questions?.next()) === true);
        await until(() => stage.room.workspace.has('javascript/hello.js'));
        const found = await traces(stage);
        assert.ok(found.includes('leak-seen') && found.includes('Reverse a line') && found.includes('cba'));
        for (const secret of hiddenOutputs) assert.ok(!found.includes(secret), secret);
      });
});

describe('what the backend answers', () => {
  const table = [
    ['plain', 'unauthorized', /does not know who this is/],
    ['coded', 'unauthorized', /Sign in again/],
    ['wrapped', 'unauthorized', /does not know who this is/],
    ['plain', 'forbidden', /does not allow this/],
    ['coded', 'forbidden', /does not allow this/],
    ['wrapped', 'forbidden', /does not allow this/],
    ['plain', 'unknown', /Check the link/],
    ['coded', 'unknown', /Check the link/],
    ['wrapped', 'unknown', /Check the link/],
  ] as const;
  for (const [errors, session, words] of table)
    it(`is told in plain words: ${session}, ${errors}`, async () => {
      const standIn = await open({ manner: { errors, cookie: session === 'unauthorized' } });
      const refused = enter(standIn, { session });
      const reason = { unauthorized: 'token-invalid', forbidden: 'not-allowed', unknown: 'room-unknown' };
      await assert.rejects(refused, { name: 'JoinRefusedError', reason: reason[session], message: words, retry: false }); // prettier-ignore
    });

  it('is had with the cookie of the session, and asked for again when that is over', async () => {
    const standIn = await open({ manner: { cookie: true } });
    const login = await fetch(`${standIn.url}/login`);
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const seen = new Set<unknown>();
    const withCookie: typeof fetch = (input, init) => {
      seen.add(init?.credentials);
      return fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } });
    };
    const stage = await enter(standIn, { fetch: withCookie });
    standIn.world.cookies.clear();
    stage.type('# mine\n');
    await until(() => stage.room.connection.status === 'refused');
    assert.equal(stage.room.connection.remote?.refusal?.reason, 'token-invalid');
    standIn.world.cookies.add(cookie.slice('session='.length));
    stage.room.retry();
    await until(() => stage.interview.files.get(FAR) === `# mine\n${STARTER}`);
    assert.deepEqual([...seen], ['include']);
  });

  it('may say that another way has to be taken, or to come again', async () => {
    const stage = await join({ manner: { hint: { path: 'file-updates', error: 'fallback' } } });
    await until(() => stage.notices.some(({ name }) => name === 'file-updates'));
    assert.equal(stage.room.connection.status, 'open');
    const again = await join({ manner: { hint: { path: 'code-stream', error: 'reconnect', times: 2 } } });
    assert.ok(again.listening('code-stream'));
    assert.equal(again.count('GET /api/interview/one/code-stream'), 3);
  });

  it('is shown to who watches, and nothing of theirs is sent', async () => {
    const standIn = await open({});
    const early = enter(standIn, { role: 'observer' });
    await assert.rejects(early, { reason: 'room-unknown', retry: true });
    const candidate = await enter(standIn);
    const observer = await enter(standIn, { role: 'observer' });
    candidate.type('# mine\n');
    await until(() => observer.main === `# mine\n${STARTER}`);
    observer.type('# watching\n');
    await until(() => observer.main.includes('watching'));
    candidate.type('# more\n');
    await until(() => observer.main.includes('# more'));
    assert.equal(observer.main, `# more\n# watching\n# mine\n${STARTER}`);
    assert.equal(candidate.interview.files.get(FAR), candidate.main);
    assert.equal(candidate.interview.initialised, 1);
  });
});

describe('a hostile backend', () => {
  for (const [variant, stream] of [
    ['current', 'file-updates'],
    ['legacy', 'code-stream'],
    ['proposed', 'files/watch'],
    ['streamed', 'code-stream'],
  ] as const)
    // prettier-ignore
    it(`may send 10,000 frames of anything over ${stream} (${variant})`, async () => {
      const stage = await join({ variant });
      const next = random(20_261_121);
      const threw: unknown[] = [];
      const note = (error: unknown) => threw.push(error);
      process.on('unhandledRejection', note);
      for (let n = 0; n < 10_000; n++) {
        const frame = hostile(next, stream);
        if (typeof frame === 'string') stage.standIn.say(frame);
        else stage.interview.send(stream, frame.event, frame.data);
        if (n % 500 === 0) await new Promise((done) => setTimeout(done, 2));
      }
      // A frame that was cut short is ended, so that the next one is whole.
      stage.standIn.say('\n\n');
      stage.far('/workspace/last.py', 'after all that\n');
      await until(() => stage.room.workspace.files()['python/last.py'] === 'after all that\n');
      process.off('unhandledRejection', note);
      assert.deepEqual(threw, []);
      const files = stage.room.workspace.files();
      assert.ok(Object.keys(files).length < 600, `${Object.keys(files).length} files`);
      assert.ok((stage.room.offers.notices?.recent.length ?? 0) <= 500);
      assert.ok(stage.notices.some(({ level, name }) => level === 'event' && name === 'unheard-of'));
      assert.ok(Object.values(files).every((text) => text.length < 1_000_000));
      assert.equal(MAIN in files, true);
    });
});

type Frame = string | { event: string | undefined; data: unknown };

const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

/** Frames that are right, wrong, cut, of another stream, or no frames at all. */
function hostile(next: () => number, stream: string): Frame {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const path = () => pick([FAR, 'solution.py', '/etc/passwd', '../../x', '', `/workspace/f${Math.floor(next() * 40)}.py`, 'a'.repeat(5000), '\u0000', '__proto__', '/workspace/', 'constructor']); // prettier-ignore
  const odd = () => pick([null, undefined, -1, 1e308, [], {}, 'x', true, '"', '💥', Number.NaN, { line: -5, column: 1e9 }, { line: 'a' }]); // prettier-ignore
  const valid = stream === 'code-stream' ? code(pick, path, odd) : change(pick, path, odd);
  const name = pick(['code', 'file-change', 'connected', 'unheard-of', undefined, 'error', 'message']);
  const text = JSON.stringify(valid);
  const kinds: (() => Frame)[] = [
    () => ({ event: stream === 'code-stream' ? 'code' : 'file-change', data: valid }),
    () => ({ event: name, data: valid }),
    () => ({ event: name, data: odd() ?? null }),
    () => ({ event: name, data: text.slice(0, Math.floor(next() * text.length)) }),
    () => `event: ${String(name)}\ndata: ${text.slice(0, 10)}`,
    () => pick([':\n', '\n', 'data', 'data:\n\n', 'retry: 1\n\n', 'id: \u0000\n\n', ':'.repeat(500), '\r\r\n', '\ufeff', 'data: {}\n\n']), // prettier-ignore
  ];
  return pick(kinds)();
}

type Pick = <T>(values: readonly T[]) => T;
const code = (pick: Pick, path: () => string, odd: () => unknown): object => ({
  sessionId: pick(['session-one', 'another', 7]),
  fileName: pick([path(), path(), odd()]),
  type: pick(['start', 'delta', 'delta', 'delta', 'complete', 'error', 'toString', 'explode', odd()]),
  delta: pick(['x', 'line\n', '', odd()]),
  ...pick([{}, {}, { fullContent: pick(['whole\n', '', odd()]) }]),
  position: pick([undefined, { line: 1, column: 1 }, { line: 0, column: 0 }, odd()]),
  error: pick([undefined, 'no', odd()]),
});
const change = (pick: Pick, path: () => string, odd: () => unknown): object => ({
  type: pick(['create', 'update', 'delete', 'write', 'explode', odd()]),
  path: pick([path(), path(), odd()]),
  fileType: pick(['file', 'folder', odd()]),
  content: pick(['x', odd()]),
});
