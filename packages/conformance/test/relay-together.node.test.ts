// Two people type at the same place at the same time, over a wire where the last one to write wins and hears it too.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@interview-room/core';
import {
  createAbsolutePositionFromRelativePosition as absolute,
  createRelativePositionFromTypeIndex as relative,
} from 'yjs';
import { chance, pathOf, settled, Stage, textIn, until } from './relay-stage.js';

const EACH = 200;
const PLACE = 'here: ';
const letters = ['abcdefghijklm', 'NOPQRSTUVWXYZ'] as const;

/** Types as at a keyboard: where the caret is, which stays beside its character whatever else is written. */
async function typeAll(room: Room, from: string, pause: () => number): Promise<string> {
  const text = room.workspace.text(pathOf(room));
  const start = text.toString().indexOf(PLACE) + PLACE.length;
  let caret = relative(text, start, -1);
  let typed = '';
  while (typed.length < EACH) {
    const at = text.doc && absolute(caret, text.doc)?.index;
    assert.ok(at !== undefined && at !== null);
    const letter = from[typed.length % from.length] ?? '';
    text.insert(at, letter);
    typed += letter;
    caret = relative(text, at + 1, -1);
    const ms = pause();
    if (ms > 0) await sleep(ms);
  }
  return typed;
}

async function together(stage: Stage, variant: string, seed: number): Promise<void> {
  const random = chance(seed);
  const standIn = await stage.start({ variant, faults: { delayMs: Math.floor(random() * 60) } });
  const { room: ann, id } = await stage.make(standIn, 'Ann', random);
  const ben = await stage.join(standIn, id, 'Ben', random);
  ann.workspace.text(pathOf(ann)).insert(0, `${PLACE}\n`);
  await until(() => settled(ann) && settled(ben) && textIn(ben) === textIn(ann));
  const before = textIn(ann);
  // Some type steadily, some in bursts.
  const pace = 2 + random() * 14;
  const pause = () => (random() < 0.4 ? 0 : random() * 2 * pace);
  const typed = await Promise.all([typeAll(ann, letters[0], pause), typeAll(ben, letters[1], pause)]);
  await until(() => settled(ann) && settled(ben) && textIn(ann) === textIn(ben), `one text, seed ${seed}`);
  const text = textIn(ann);
  assert.equal(text.length, before.length + 2 * EACH, `seed ${seed}: ${text}`);
  const sorted = (of: string) => [...of].sort().join('');
  assert.equal(sorted(text), sorted(before + typed.join('')), `seed ${seed}`);
  // What one person typed stays in the order in which they typed it.
  typed.forEach((all, person) => {
    const own = [...text].filter((letter) => letters[person]?.includes(letter)).join('');
    assert.ok(own.includes(all), `seed ${seed}: ${text}`);
  });
}

for (const [variant, seeds] of Object.entries({ impl: 20, docs: 4, flat: 4 }))
  describe(`relay, ${variant}: two type ${EACH} characters each at one place at one time`, () => {
    const stage = new Stage();
    after(() => stage.clear());
    it(`and all is kept, and both see the same, ${seeds} times`, { timeout: 120_000 }, async () => {
      await Promise.all(Array.from({ length: seeds }, (_, n) => together(stage, variant, n + 1)));
    });
  });
