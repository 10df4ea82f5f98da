import { strict as assert } from 'node:assert';
import { it } from 'node:test';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { Awareness } from './awareness.js';

const said = (client: number, clock: number, state: unknown): Uint8Array => {
  const encoder = createEncoder();
  for (const number of [1, client, clock]) writeVarUint(encoder, number);
  writeVarString(encoder, JSON.stringify(state));
  return toUint8Array(encoder);
};

it('one’s own words that a server sends back are not answered, or they would go round for ever', () => {
  const me = new Awareness(7, Date, () => assert.fail('nobody else is here'));
  assert.equal(me.hear(me.tell({ user: { name: 'Ann' } })), undefined);
  assert.equal(me.hear(me.own()), undefined);
});

it('whoever is said to be gone says once that they are here', () => {
  const me = new Awareness(7, Date, () => undefined);
  me.tell({ user: { name: 'Ann' } });
  const answer = me.hear(said(7, 1, null));
  assert.deepEqual(answer, said(7, 2, { user: { name: 'Ann' } }));
  assert.deepEqual(me.hear(said(7, 5, null)), said(7, 6, { user: { name: 'Ann' } }));
  assert.equal(me.hear(me.own()), undefined);
});
