import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { claimsOf } from './claims.js';

const tokenOf = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('what a token says of its bearer', () => {
  it('is read, whatever the name is written in', () => {
    const claims = { name: 'Zoë 愛', role: 'candidate', extraTime: 25 };
    assert.deepEqual(claimsOf(tokenOf({ ...claims, room: 'abc', exp: 1 })), claims);
  });

  it('is nothing where it is none', () => {
    for (const token of ['', 'secret', 'a.b.c', 'e30.bm90IGpzb24.x', tokenOf(null)])
      assert.deepEqual(claimsOf(token), {}, token);
    assert.deepEqual(claimsOf(tokenOf({ name: 3, role: 'king', extraTime: '9' })), {});
  });
});
