// People with an editor each, in one room of a real backend, on lines that break in every way. A failure names its seed:
// `npm run fuzz -- --seed S` plays it again, as far as the network's timing is the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AT_ONCE, Tables } from './tables.js';

/** By everyone together. */
const OPERATIONS = 2000;
const known = Array.from({ length: 40 }, (_, index) => index + 1);
const SEEDS = [...known, ...Array.from({ length: 10 }, () => Math.floor(Math.random() * 2 ** 31))];

describe('people in one room, whatever happens to their connections', () => {
  let tables: Tables;
  before(async () => {
    tables = await Tables.open();
  });
  after(() => tables?.close());

  describe('end with the same files, and lose nothing on the way', { concurrency: AT_ONCE }, () => {
    for (const seed of SEEDS) it(`seed ${seed}`, () => tables.play(seed, OPERATIONS).then(() => undefined));
  });

  it('did and suffered all of it', () => {
    console.log(JSON.stringify(tables.totals));
    for (const [name, count] of Object.entries(tables.totals)) assert.ok(count > 0, `${name}: ${count}`);
    const all = `undone redone created renamed removed languages late socket stream cut deafen silence delay kills resent`;
    for (const name of [...all.split(' '), 'acknowledged twice']) assert.ok(tables.totals[name], name);
  });
});
