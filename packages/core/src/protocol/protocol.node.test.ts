import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { safeParse } from 'valibot';
import {
  canonicalJson,
  emptyHead,
  entrySchema,
  fromBase64,
  GENESIS,
  hashQuestion,
  isKnown,
  type kinds,
  newId,
  problemOf,
  seal,
  toBase64,
  verify,
  type Entry,
  type Head,
} from './index.js';

/** A log of these bodies. */
function chain(bodies: readonly unknown[]): Entry[] {
  let head: Head = emptyHead;
  return bodies.map((body, index) => {
    const { entry } = seal({ id: `e${index}`, by: 'you', kind: 'acme.note', body }, head, 1000 + index);
    head = entry;
    return entry;
  });
}

describe('canonical JSON', () => {
  it('does not depend on the order of keys, and parses back to the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        assert.equal(canonicalJson(turned), canonicalJson(value));
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is as RFC 8785 writes it', () => {
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': [1e30, 4.5, 6, 2e-3, 1e-27],
      '\ud83d\ude00': null,
      'a': undefined,
    };
    const keys = Object.keys(JSON.parse(canonicalJson(value)) as object);
    assert.deepEqual(keys, ['1', '\r', '\u20ac', '\ud83d\ude00', '\ufb33']);
    assert.equal(
      canonicalJson(value),
      '{"\\r":2,"1":[1e+30,4.5,6,0.002,1e-27],"\u20ac":1,"\ud83d\ude00":null,"\ufb33":3}',
    );
  });
});

describe('the chain', () => {
  it('is SHA-256 over the domain and the stored bytes', () => {
    const { entry, text } = seal(
      { id: 'a', by: 'you', kind: 'acme.note', body: { b: 1, a: 'é' } },
      emptyHead,
      5,
    );
    const stored = `{"at":5,"body":{"a":"é","b":1},"by":"you","id":"a","kind":"acme.note","prev":"${GENESIS}","seq":1}`;
    assert.equal(text, stored);
    assert.equal(entry.hash, createHash('sha256').update(`interview-room/entry/1\n${stored}`).digest('hex'));
    assert.ok(safeParse(entrySchema, entry).success);
  });

  it('never goes back in time', () => {
    const { entry } = seal({ id: 'a', by: 'you', kind: 'k', body: 0 }, { ...emptyHead, at: 100 }, 50);
    assert.equal(entry.at, 100);
  });

  it('verifies what was not touched, whole or from somewhere on', () => {
    const entries = chain(['a', { b: [1] }, null, 'd']);
    assert.deepEqual(verify(entries), { ok: true, from: 1, to: 4, head: entries[3]?.hash });
    assert.deepEqual(verify(entries.slice(2)), { ok: true, from: 3, to: 4, head: entries[3]?.hash });
    assert.deepEqual(verify([]), { ok: true, from: 0, to: 0, head: GENESIS });
  });

  it('tells any field that was changed in any entry, and which', () => {
    const change: Record<string, (entry: Entry) => Partial<Entry>> = {
      id: ({ id }) => ({ id: `${id}x` }),
      at: ({ at }) => ({ at: at + 1 }),
      by: () => ({ by: 'someone else' }),
      kind: () => ({ kind: 'acme.other' }),
      body: ({ body }) => ({ body: [body] }),
      audience: () => ({ audience: 'interviewers' }),
      hash: ({ hash }) => ({ hash: hash.replace(/./, (first) => (first === '0' ? '1' : '0')) }),
      prev: ({ prev }) => ({ prev: prev.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
      seq: ({ seq }) => ({ seq: seq + 1 }),
    };
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.constantFrom(...Object.keys(change)),
        (bodies, place, field) => {
          const entries = chain(bodies);
          const at = place % entries.length;
          const tampered = entries.map((entry, index) =>
            index === at ? { ...entry, ...change[field]?.(entry) } : entry,
          );
          const result = verify(tampered);
          assert.ok(!result.ok);
          assert.equal(result.index, at);
        },
      ),
    );
  });

  it('tells entries that were taken out, doubled, swapped, or put before the first', () => {
    const entries = chain(['a', 'b', 'c', 'd']);
    const [a, b, c, d] = entries as [Entry, Entry, Entry, Entry];
    assert.deepEqual(verify([a, c, d]), { ok: false, seq: 3, index: 1, fault: 'order' });
    assert.deepEqual(verify([a, b, b, c]), { ok: false, seq: 2, index: 2, fault: 'order' });
    assert.deepEqual(verify([a, c, b, d]), { ok: false, seq: 3, index: 1, fault: 'order' });
    const [, other] = chain(['x', 'b']) as [Entry, Entry];
    assert.deepEqual(verify([a, other]), { ok: false, seq: 2, index: 1, fault: 'link' });
    assert.deepEqual(verify([{ ...other, seq: 1 }]), { ok: false, seq: 1, index: 0, fault: 'link' });
  });

  it('gives a question the same hash however its keys are ordered, and another for another text', () => {
    assert.equal(hashQuestion({ id: 'a', title: 'b' }), hashQuestion({ title: 'b', id: 'a' }));
    assert.notEqual(hashQuestion({ id: 'a', title: 'b' }), hashQuestion({ id: 'a', title: 'c' }));
  });
});

describe('kinds', () => {
  const summary = { total: 1, passed: 1, failed: 0, errored: 0, skipped: 0, durationMs: 1 };
  const good: Record<keyof typeof kinds, unknown> = {
    'room.opened': { question: { id: 'two-sum', hash: 'ab' } },
    'doc.update': { update: 'AAA=' },
    'language.changed': { language: 'python' },
    'run.finished': { language: 'python', outcome: 'ok', exitCode: 0, durationMs: 3, output: 'hi' },
    'tests.finished': {
      language: 'python',
      summary,
      tests: [{ name: 'a', status: 'passed', durationMs: 1 }],
    },
    'hint.revealed': { index: 0 },
    'solved': { language: 'python' },
    'question.secret': { question: { id: 'two-sum' } },
    'participant.joined': { id: 'ada', name: 'Ada', role: 'candidate', color: 0, extraTime: 25 },
    'stage.changed': { stage: 'started' },
    'run.started': { run: 'r1', language: 'python', mode: 'test' },
    'tests.graded': { language: 'python', summary },
    'tests.judged': { language: 'python', summary, tests: [] },
    'chat.message': { text: 'Hello' },
    'note.added': { note: 'n1', text: 'Clear thinking', moment: 12 },
    'note.changed': { note: 'n1', text: 'Clear thinking, fast' },
    'note.removed': { note: 'n1' },
    'score.given': { criterion: 'tests', score: 4, comment: 'Edge cases too' },
    'timer.set': { totalMs: 60_000 },
    'timer.extended': { byMs: 60_000 },
    'timer.started': {},
    'timer.paused': {},
    'assist.level': { level: 'consultant', reason: 'Only questions from here on' },
    'assist.session': { state: 'paused' },
    'assist.model': { model: 'small' },
    'assist.writes': { direct: true },
    'assist.whispered': { text: 'Ask about edge cases' },
    'assist.asked': {
      turn: 't1',
      text: 'Why is it slow?',
      context: [{ name: 'main.py', hash: 'ab', text: 'pass' }],
    },
    'assist.answered': {
      turn: 't1',
      step: 0,
      text: 'Let me look.',
      calls: [{ call: 'c1', name: 'read_file', input: { path: 'main.py' } }],
      usage: { inputTokens: 900, outputTokens: 12 },
      finish: 'tool-calls',
    },
    'assist.acted': { turn: 't1', call: 'c1', name: 'read_file', output: 'pass', durationMs: 2 },
    'assist.replied': { turn: 't1', text: 'What do you think?' },
    'assist.rated': { turn: 't1', value: 'up' },
    'edit.proposed': { proposal: 'p1', path: 'python/main.py', before: 'a', after: 'b', call: 'c1' },
    'edit.resolved': { proposal: 'p1', outcome: 'partly', accepted: 1, rejected: 1 },
    'coach.offered': { offer: 'o1', rule: 'stuck', text: 'Would a hint help?' },
    'coach.answered': { offer: 'o1', answer: 'dismissed' },
    'coach.advised': { advice: 'a1', level: 'consultant', rule: 'too-much', reason: 'It writes most.' },
    'coach.decided': { advice: 'a1', taken: false },
    'log.compacted': { through: 3, doc: '', version: 1, state: {} },
  };
  for (const [kind, body] of Object.entries(good)) {
    it(`${kind}: takes its body, and nothing else for it`, () => {
      assert.equal(problemOf({ kind, body }), undefined);
      const empty = Object.keys(body as object).length === 0;
      for (const wrong of [undefined, null, 'text', 3, ...(empty ? [] : [[], {}])])
        assert.ok(problemOf({ kind, body: wrong }), String(wrong));
    });
  }

  it('keeps what it does not know as unknown', () => {
    const [entry] = chain([{ any: 'thing' }]) as [Entry];
    assert.equal(isKnown(entry), false);
    for (const kind of ['toString', '__proto__', 'constructor'])
      assert.equal(isKnown({ ...entry, kind }), false);
  });
});

describe('ids and base64', () => {
  it('makes ids that differ', () => {
    const ids = Array.from({ length: 1000 }, newId);
    assert.equal(new Set(ids).size, 1000);
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
  });

  it('gives bytes back, many too', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(fromBase64(toBase64(bytes)), bytes)));
    const many = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    assert.equal(toBase64(many), Buffer.from(many).toString('base64'));
  });
});
