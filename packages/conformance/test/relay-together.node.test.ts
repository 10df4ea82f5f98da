// Two people type at the same place at the same time, over a wire where the last one to write wins and hears it too.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { chance, pathOf, PLACE, settled, Stage, textIn, typeAll, until } from './relay-stage.js';

const EACH = 200;
const letters = ['abcdefghijklm', 'NOPQRSTUVWXYZ'] as const;

const cycle = (of: string): string => Array.from({ length: EACH }, (_, n) => of[n % of.length]).join('');

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
  const typed = await Promise.all([
    typeAll(ann, cycle(letters[0]), pause),
    typeAll(ben, cycle(letters[1]), pause),
  ]);
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
