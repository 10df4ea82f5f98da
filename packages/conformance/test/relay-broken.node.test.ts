// Two type at one place at one time, while the connection breaks, requests fail, and answers get lost.
//
// Nothing may be lost. That a few characters come twice cannot be helped: the wire tells a whole text, and neither whose it is
// nor what it was made of. Ann types "a" into an empty pad; as it is on its way, the connection breaks. When she comes back,
// the pad has "ab". Either hers arrived, and Ben typed "b" after it: then "ab" is right. Or it never arrived, and Ben typed
// "ab": then "aab" is. In both all that she can know is the same: what there was (""), what she wrote ("a"), and what there is
// ("ab"). Whoever decides for "ab" loses a character in the one, whoever decides for "aab" has one too many in the other, which
// people see and mend. So what is alike is taken for the same from a few characters on, which two do not type alike by chance.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import type { Room } from '@interview-room/core';
import type { Faults } from '../src/stand-ins/stand-in.js';
import { chance, pathOf, PLACE, settled, Stage, textIn, typeAll, until } from './relay-stage.js';

const EACH = 200;
/** So many of what was typed may come twice, in all that one seed types. */
const FEW = 0.03;
/** Each character once, so that it can be told what is lost and what came twice. */
const lettersFrom = (first: number): string =>
  Array.from({ length: EACH }, (_, n) => String.fromCharCode(first + n)).join('');
const typed = [lettersFrom(0x4e00), lettersFrom(0x6e00)] as const;

interface Scene {
  readonly faults: Partial<Faults>;
  /** How often the connections are cut, about, in milliseconds; 0: never. */
  readonly cuts: number;
}
const scenes: Readonly<Record<string, Scene>> = {
  'every fourth request fails': { faults: { html: 4 }, cuts: 0 },
  'connections are cut': { faults: {}, cuts: 900 },
  'connections are cut, break after a frame, and requests fail': {
    faults: { html: 5, drop: 3 },
    cuts: 1_200,
  },
};

async function broken(stage: Stage, variant: string, { faults, cuts }: Scene, seed: number): Promise<void> {
  const random = chance(seed);
  const standIn = await stage.start({ variant });
  const { room: ann, id } = await stage.make(standIn, 'Ann', random);
  const ben = await stage.join(standIn, id, 'Ben', random);
  ann.workspace.text(pathOf(ann)).insert(0, `${PLACE}\n`);
  await until(() => settled(ann) && settled(ben) && textIn(ben) === textIn(ann));
  const before = textIn(ann);
  Object.assign(standIn.faults, { delayMs: 30, ...faults });
  let next = Date.now() + cuts;
  const comeBack = (room: Room) => room.connection.status !== 'open' && room.retry();
  const tend = setInterval(() => {
    if (random() < 0.2) comeBack(ann);
    if (random() < 0.2) comeBack(ben);
    if (!cuts || Date.now() < next) return;
    standIn.cut();
    next = Date.now() + cuts * (0.5 + random());
  }, 50);
  const pause = () => random() * 30;
  try {
    await Promise.all([typeAll(ann, typed[0], pause), typeAll(ben, typed[1], pause)]);
  } finally {
    clearInterval(tend);
  }
  Object.assign(standIn.faults, { delayMs: 0, html: 0, drop: 0 });
  await until(() => {
    for (const room of [ann, ben]) comeBack(room);
    return settled(ann) && settled(ben) && textIn(ann) === textIn(ben);
  }, `one text, seed ${seed}`);
  const text = textIn(ann);
  const all = [...typed.join('')];
  const lost = all.filter((letter) => !text.includes(letter));
  assert.deepEqual(lost, [], `seed ${seed}: lost of ${text}`);
  const twice = text.length - before.length - all.length;
  assert.ok(twice <= all.length * FEW, `seed ${seed}: ${twice} twice in ${text}`);
}

describe('relay: two type at one place at one time', { concurrency: 3 }, () => {
  const stage = new Stage();
  after(() => stage.clear());
  for (const [variant, seeds] of Object.entries({ impl: 4, docs: 4, flat: 4 }))
    for (const [name, scene] of Object.entries(scenes))
      it(`while ${name}, and nothing is lost (${variant})`, { timeout: 300_000 }, async () => {
        await Promise.all(Array.from({ length: seeds }, (_, n) => broken(stage, variant, scene, n + 1)));
      });
});
