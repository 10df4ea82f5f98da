// What a pad may say that no pad should.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../src/stand-ins/serve.js';
import { chance, entriesOf, notices, pathOf, Stage, textIn, type, until } from './relay-stage.js';

const FRAMES = 10_000;
const user = (n: number) => ({ id: `u${n}`, name: `User ${n}`, color: '#123456' });

/** Frames of each variant as they should be, of many people and many moments: taken out of their order, they contradict one another. */
const proper: Readonly<Record<string, (n: number) => object>> = {
  impl: (n) =>
    [
      { type: 'code_change', payload: { code: `// ${n}\nlet a = ${n % 7};\n` } },
      { type: 'user_joined', payload: { user: user(n % 900) } },
      { type: 'user_left', payload: { user: user((n * 7) % 900) } },
      { type: 'language_change', payload: { language: n % 2 ? 'python' : 'javascript' } },
      { type: 'execution_result', payload: { output: `${n}\n`, error: n % 3 ? null : 'Oh', timestamp: n } },
    ][n % 5] ?? {},
  docs: (n) =>
    [
      { type: 'code-update', payload: { userId: `u${n % 900}`, code: `// ${n}\nlet a = ${n % 7};\n` } },
      { type: 'participant-joined', payload: { userId: `u${n % 900}`, username: `User ${n}` } },
      { type: 'participant-left', payload: { userId: `u${(n * 7) % 900}` } },
      { type: 'cursor-update', payload: { userId: `u${n % 900}`, cursor: { line: n % 4, column: n % 9 } } },
      { type: 'language-updated', payload: { language: n % 2 ? 'python' : 'javascript' } },
      { type: 'execution-result', payload: { output: `${n}\n`, error: n % 3 ? null : 'Oh' } },
      { type: 'error', payload: { message: `no ${n}` } },
    ][n % 7] ?? {},
  flat: (n) =>
    [
      { type: 'code_change', code: `// ${n}\nlet a = ${n % 7};\n`, cursor: { line: n % 4, column: n % 9 } },
      { type: 'presence_update', participants: Array.from({ length: n % 300 }, (_, at) => user(at + n)) },
      { type: 'cursor_change', id: `u${n % 900}`, cursor: { line: n % 4, column: n % 9 } },
      { type: 'language_change', language: n % 2 ? 'python' : 'javascript' },
      { type: 'execution_result', output: `${n}\n`, error: n % 3 ? null : 'Oh' },
    ][n % 5] ?? {},
};

const names = ['code_change', 'code-update', 'user_joined', 'participant-joined', 'user_left', 'presence_update', 'language_change', 'language-updated', 'execution_result', 'execution-result', 'cursor-update', 'cursor_change', 'error', 'nonsense', '__proto__', 'constructor', 'toString']; // prettier-ignore
const fields = ['code', 'user', 'users', 'participants', 'language', 'output', 'error', 'userId', 'cursor', 'id', 'name', 'message', 'payload', '__proto__', 'constructor']; // prettier-ignore
const deep = '{"payload":'.repeat(5_000);
const values: unknown[] = [null, 0, -1, 1e308, '', 'x', '\u0000\ud800', 'python', [], [null], {}, { id: 'u' }, { id: 7, name: '' }, { id: '__proto__', name: '__proto__' }, { id: 'u', name: 'x'.repeat(5_000) }, { line: -5, column: 1e9 }, { line: 'a' }, 'a\r\nb\rc', '<html>', true]; // prettier-ignore
const noFrames: unknown[] = ['', ' ', 'null', '[]', '"', '{', '}', '{"type":', '0', 'NaN', '<!DOCTYPE html>', '\ufeff{}', deep, `${deep}1${'}'.repeat(5_000)}`, new Uint8Array([0xff, 0xfe, 0, 1])]; // prettier-ignore

/** A frame that is right but out of its order, cut short, random, or none at all: the same for the same seed. */
function hostile(random: () => number, variant: string): unknown {
  const upTo = (most: number) => Math.floor(random() * most);
  const pick = <T>(of: readonly T[]): T => of[upTo(of.length)] as T;
  const body = () => Object.fromEntries(Array.from({ length: upTo(5) }, () => [pick(fields), upTo(20) === 0 ? `user ${upTo(9_999)}` : pick(values)])); // prettier-ignore
  const right = () => proper[variant]?.(upTo(9_999)) ?? {};
  const cut = (frame: object) => JSON.stringify(frame).slice(0, upTo(60));
  const kinds: (() => unknown)[] = [
    right,
    right,
    () => cut(right()),
    () => ({ type: pick(names), payload: upTo(9) ? body() : pick(values) }),
    () => ({ type: pick(names), ...body() }),
    () => pick(noFrames),
  ];
  return pick(kinds)();
}

for (const variant of ['impl', 'docs', 'flat'])
  describe(`relay, ${variant}: a hostile pad`, () => {
    const stage = new Stage();
    const threw: unknown[] = [];
    const note = (error: unknown) => void threw.push(error);
    after(async () => {
      process.off('unhandledRejection', note);
      await stage.clear();
    });

    it(
      'may say 10,000 frames of anything: nothing is thrown, nor grows without end',
      { timeout: 120_000 },
      async () => {
        const standIn = await stage.start({ variant });
        const { room, id } = await stage.make(standIn);
        process.on('unhandledRejection', note);
        const random = chance(20_261_121);
        for (let n = 0; n < FRAMES; n++) {
          standIn.say(hostile(random, variant));
          if (n % 200 === 0) await sleep(2);
        }
        standIn.say({ type: 'the_last', payload: {} });
        await until(() => notices(room).includes('the_last'), 'the last frame');
        const last = room.offers.notices?.recent.find(({ name }) => name === 'the_last');
        assert.equal(last?.level, 'event');
        assert.deepEqual(threw, []);
        assert.equal(room.connection.status, 'open');
        await assertBounded(room);
        // And it is still a pad.
        const ben = await stage.join(standIn, id, 'Ben');
        type(room, 'still here');
        await until(() => textIn(ben).includes('still here'));
      },
    );
  });

describe('relay: answers that are none', () => {
  const stage = new Stage();
  after(() => stage.clear());
  const odd = [null, [], 'x', 7, {}, { session: null, user: [] }, { session: { code: 7, language: [] }, user: { id: {} } }, { code: null, session: { language: 'cobol' } }]; // prettier-ignore

  it(
    'are taken for nothing said: the pad is joined, and what is typed waits or is sent',
    { timeout: 60_000 },
    async () => {
      await Promise.all(
        odd.map(async (answer) => {
          const all = () => answer;
          const standIn = await serve('relay', ['impl'], {}, () => ({
            http: { 'GET /*any': all, 'POST /*any': all, 'PUT /*any': all },
            sockets: { '/ws/:id': () => () => undefined },
          }));
          stage.also(() => standIn.close());
          const room = await stage.join(standIn, 'one');
          type(room, 'typed');
          await until(() => standIn.heard.some(({ what, body }) => what.startsWith('PUT') && JSON.stringify(body).includes('typed')), JSON.stringify(answer)); // prettier-ignore
          assert.ok(textIn(room).endsWith('typed'));
        }),
      );
    },
  );
});

async function assertBounded(room: Parameters<typeof textIn>[0]): Promise<void> {
  const { length } = room.offers.notices?.recent ?? [];
  assert.ok(length <= 500, `${length} notices`);
  const { people } = room.state;
  assert.ok(people.length <= 510, `${people.length} people`);
  assert.ok(textIn(room).length < 20_000, `${textIn(room).length} characters in ${pathOf(room)}`);
  const entries = await entriesOf(room);
  const kinds: Record<string, number> = {};
  for (const { kind } of entries) kinds[kind] = (kinds[kind] ?? 0) + 1;
  assert.ok(entries.length < 1_500, JSON.stringify(kinds));
}
