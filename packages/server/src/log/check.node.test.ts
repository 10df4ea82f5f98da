import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import { emptyHead, seal } from '@interview-room/core/protocol';
import { ChainCheck, hashOf, seal as sealFast } from './check.js';

const draft = (text: string) => ({ id: text, by: 'ann', kind: 'chat.message', body: { text } });
const first = seal(draft('one 👩‍💻'), emptyHead, 5);
const second = seal(draft('two'), first.entry, 6);

it('hashes as core does', () => {
  assert.equal(hashOf(first.text), first.entry.hash);
});

it('seals as core does', () => {
  const body = { z: [1, { y: null }], a: 'é\ud800', gone: undefined };
  const odd = { id: 'x', by: 'ann', kind: 'note.added', body, audience: 'interviewers' as const };
  const ours = sealFast(odd, first.entry);
  assert.deepEqual(ours, seal(odd, first.entry, ours.entry.at));
  const late = { ...first.entry, at: Date.now() + 1e6 };
  assert.equal(sealFast(odd, late).entry.at, late.at);
});

it('seals what JSON changes, and what it does not, as core does', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '__proto__', 'toJSON'));
  const value = fc.oneof(text, fc.jsonValue(), fc.constantFrom(-0, Infinity, undefined));
  const body = fc.oneof(fc.dictionary(text, value, { maxKeys: 2 }), fc.dictionary(text, text), value);
  const audience = fc.constantFrom(undefined, 'interviewers' as const);
  const drafts = fc.record({ id: text, by: text, kind: text, body, audience });
  fc.assert(
    fc.property(drafts, (each) => {
      const ours = sealFast(each, first.entry);
      assert.deepEqual(ours, seal(each, first.entry, ours.entry.at));
    }),
    { numRuns: 500 },
  );
});

it('goes along a good chain', () => {
  const check = new ChainCheck('r');
  assert.deepEqual(check.next(first.text, first.entry.hash), first);
  assert.deepEqual(check.next(second.text, second.entry.hash), second);
  assert.deepEqual(check.head, { seq: 2, hash: second.entry.hash, at: 6 });
});

it('names the first entry that is wrong, and how', () => {
  const check = new ChainCheck('r');
  const changed = first.text.replace('one', 'One');
  assert.throws(() => check.next(changed, first.entry.hash), {
    name: 'LogCorruptError',
    room: 'r',
    seq: 1,
    fault: 'hash',
  });
  assert.throws(() => check.next(second.text, second.entry.hash), { seq: 1, fault: 'order' });
  check.next(first.text, first.entry.hash);
  const forged = seal(draft('two'), { ...first.entry, hash: 'f'.repeat(64) }, 6);
  assert.throws(() => check.next(forged.text, forged.entry.hash), { seq: 2, fault: 'link' });
});
