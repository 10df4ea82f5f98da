// People with an editor each, in one room of a real backend, on lines that break in every way. A failure names its seed:
// `npm run fuzz -- --seed S` plays it again, as far as the network's timing is the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PlayTable } from './table.js';

/** By everyone together: what fits into some three minutes on two processors. `npm run fuzz` does twice as much of each seed. */
const OPERATIONS = 1000;
const known = Array.from({ length: 40 }, (_, index) => index + 1);
const SEEDS = [...known, ...Array.from({ length: 10 }, () => Math.floor(Math.random() * 2 ** 31))];

describe('people in one room, whatever happens to their connections', () => {
  let table: PlayTable;
  before(async () => {
    table = await PlayTable.open();
  });
  after(() => table?.close());

  for (const seed of SEEDS)
    it(`end with the same files, and lose nothing on the way (seed ${seed})`, () =>
      table.play(seed, OPERATIONS));

  it('did and suffered all of it', () => {
    console.log(JSON.stringify(table.totals));
    for (const [name, count] of Object.entries(table.totals)) assert.ok(count > 0, `${name}: ${count}`);
    const all = `undone redone created renamed removed languages late socket stream cut deafen silence delay kills resent`;
    for (const name of [...all.split(' '), 'acknowledged twice']) assert.ok(table.totals[name], name);
  });
});
