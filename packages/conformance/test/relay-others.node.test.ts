// Pads of others' making: what the contract leaves open, they do in another way than the stand-in.
import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import type { Room } from '@interview-room/core';
import { json, serve, type Line, type Routes } from '../src/stand-ins/serve.js';
import type { StandIn } from '../src/stand-ins/stand-in.js';
import { cursorOf, placeOf, settled, Stage, textIn, type, until } from './relay-stage.js';

const stage = new Stage();
afterEach(() => stage.clear());

type Json = Record<string, unknown>;
/** Tells the others what each says; its author does not hear it. `answer` is what they are told. */
function relay(lines: Set<Line>, line: Line, answer: (frame: Json) => object | undefined): void {
  lines.add(line);
  line.onClose(() => lines.delete(line));
  line.onFrame((text) => {
    const told = answer(JSON.parse(text) as Json);
    if (told) for (const each of lines) if (each !== line) each.send(told);
  });
}

/** It keeps no text, takes `changes` for the text, has no list of people, and its socket is somewhere else. */
function forgetful(): Routes {
  const lines = new Set<Line>();
  const answers: Readonly<Record<string, (payload: Json) => object>> = {
    'join-session': ({ userId, username }) => ({ type: 'participant-joined', payload: { participant: { id: userId, username } } }), // prettier-ignore
    'code-change': ({ userId, changes }) => ({ type: 'code-update', payload: { userId, code: changes } }),
    'cursor-move': (payload) => ({ type: 'cursor-update', payload }),
    'leave-session': ({ userId }) => ({ type: 'participant-left', payload: { userId } }),
  };
  return {
    http: {
      'POST /session': () => json(201, { sessionId: 'one', createdAt: '2026-01-01T00:00:00' }),
      'GET /session/:id': () => ({ sessionId: 'one', createdAt: '2026-01-01T00:00:00' }),
    },
    sockets: {
      '/ws': () => (line) =>
        relay(lines, line, ({ type, payload }) => answers[String(type)]?.(payload as Json)),
    },
  };
}

/** It tells names alone, nobody what the text is, and has one pad for all, at its root. */
function namesAlone(): Routes {
  const lines = new Map<Line, string>();
  const all = new Set<Line>();
  const present = () => {
    for (const each of all) each.send({ type: 'presence_update', participants: [...lines.values()] });
  };
  return {
    http: {},
    sockets: {
      '/': () => (line) => {
        line.onClose(() => (lines.delete(line), present()));
        relay(all, line, (frame) => {
          if (frame['type'] !== 'join') return frame;
          lines.set(line, String(frame['name']));
          present();
          return undefined;
        });
      },
    },
  };
}

for (const [variant, build] of Object.entries({ docs: forgetful, flat: namesAlone }))
  describe(`relay, ${variant}, of others' making`, () => {
    const open = async (): Promise<StandIn> => {
      const standIn = await serve('relay', [variant], {}, build);
      stage.also(() => standIn.close());
      return standIn;
    };
    const same = (...rooms: Room[]) => rooms.every((room) => settled(room) && textIn(room) === textIn(rooms[0] ?? room)); // prettier-ignore

    it(
      'whoever comes is told the text by those who are there, and nothing is written over',
      { timeout: 60_000 },
      async () => {
        const standIn = await open();
        const ann = await stage.join(standIn, 'one', 'Ann');
        type(ann, 'ann was here first\n');
        await until(() => settled(ann));
        const ben = await stage.join(standIn, 'one', 'Ben');
        type(ben, 'then ben\n');
        await until(() => same(ann, ben) && textIn(ann).includes('then ben'));
        assert.equal(textIn(ann), 'ann was here first\nthen ben\n');
        const cem = await stage.join(standIn, 'one', 'Cem');
        await until(() => same(ann, ben, cem));
        await until(() => ann.state.people.some(({ name }) => name === 'Cem'));
        assert.equal(textIn(ann), 'ann was here first\nthen ben\n');
      },
    );

    it('loses nothing while it breaks', { timeout: 60_000 }, async () => {
      const standIn = await open();
      const ann = await stage.join(standIn, 'one', 'Ann');
      const ben = await stage.join(standIn, 'one', 'Ben');
      for (let round = 0; round < 3; round++) {
        type(ann, `a${round};`, 0);
        type(ben, `b${round};`);
        await until(() => same(ann, ben) && textIn(ann).includes(`b${round}`) && textIn(ann).includes(`a${round}`)); // prettier-ignore
        standIn.cut();
        await until(() => ann.connection.status !== 'open' && ben.connection.status !== 'open');
        for (const room of [ann, ben]) room.retry();
      }
      await until(() => same(ann, ben));
      assert.equal(textIn(ann), 'a2;a1;a0;b0;b1;b2;');
    });
  });

describe('relay: cursors', () => {
  for (const variant of ['docs', 'flat'])
    it(`are told where they come to rest, ${variant}`, { timeout: 60_000 }, async () => {
      const standIn = await stage.start({ variant });
      const { room: ann, id } = await stage.make(standIn);
      const ben = await stage.join(standIn, id, 'Ben');
      type(ann, 'one\ntwo\nthree');
      await until(() => settled(ann) && textIn(ben) === textIn(ann));
      const seen: (number | undefined)[] = [];
      ben.onCast(({ kind, body }) => kind === 'presence' && seen.push(cursorOf(ben, body)));
      const rest = textIn(ann).indexOf('wo');
      for (const index of [0, 1, 2, 3, rest]) ann.cast('presence', { ...placeOf(ann, index), typing: false });
      await until(() => seen.at(-1) === rest, `the cursor at ${rest}`);
    });
});
