import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as v from 'valibot';
import {
  canonicalJson,
  clientFrames,
  GENESIS,
  kinds,
  problemOf,
  readClientFrame,
  readServerFrame,
  serverFrames,
} from './index.js';

/*
 * What is read quickly is what the schemas read: over frames that are right, and over the same with something changed,
 * left out, added or in another place.
 */

const hash = fc.constantFrom(GENESIS, 'a'.repeat(64), 'A'.repeat(64), `${'a'.repeat(64)}\n`, 'a'.repeat(63));
const text = fc.oneof(
  fc.string(),
  fc.constantFrom('', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(100), 'x'.repeat(101)),
);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(1, 0, -0, 2 ** 53, 2 ** 53 - 1, Infinity, NaN),
);
const anything = fc.oneof(fc.jsonValue(), number, text, fc.constant(undefined));
const mostly = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary: value as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });

const names = fc.constantFrom(
  'audience',
  'withheld',
  'extra',
  '__proto__',
  'constructor',
  'body',
  'seq',
  'id',
);
/** Fields that are mostly right, some of them missing, and some more. */
function object(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const right = fc.record(
    Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, mostly(each)])),
  );
  const gone = fc.oneof(
    { weight: 6, arbitrary: fc.constant<string[]>([]) },
    fc.subarray(Object.keys(fields)),
  );
  const more = fc.oneof(
    { weight: 3, arbitrary: fc.constant([] as [string, unknown][]) },
    fc.array(fc.tuple(names, fc.oneof(anything, fc.constantFrom('interviewers', true)))),
  );
  return fc.tuple(right, gone, more).map(([whole, without, others]) => {
    const entries = Object.entries(whole).filter(([key]) => !without.includes(key));
    // As JSON makes them: `__proto__` is a field like others.
    return Object.fromEntries([...entries, ...others]);
  });
}
const list = (each: fc.Arbitrary<unknown>) =>
  fc.oneof(fc.array(each, { maxLength: 3 }), fc.array(each, { minLength: 15, maxLength: 18 }));

const base64 = fc.constantFrom('', 'AAAA', 'AAA=', 'AA==', 'A', 'AA=A', 'AAAA\n', 'AAA*', '====');
const body = fc.oneof(object({ update: base64 }), anything);
const draft = object({ id: text, kind: fc.oneof(fc.constant('doc.update'), text), body });
const entry = object({ id: text, seq: number, at: number, by: text, kind: text, body, prev: hash, hash });
const append = object({ type: fc.constant('append'), entries: list(mostly(draft)) });
const entries = object({ type: fc.constant('entries'), entries: list(mostly(entry)) });

type Schemas = typeof clientFrames | typeof serverFrames;

/** What the schemas alone make of a frame. */
function bySchema(schemas: Schemas, value: unknown) {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
    return { problem: 'A frame is a JSON object with a "type".' };
  const schema = Object.entries(schemas).find(([type]) => type === value.type)?.[1];
  if (!schema) return { unknown: value.type };
  const { success, output, issues } = v.safeParse(schema as v.GenericSchema, value, { abortEarly: true });
  if (success) return { frame: output };
  return { problem: `${value.type}: ${v.getDotPath(issues[0]) ?? 'frame'}: ${issues[0].message}` };
}

describe('what is read quickly', () => {
  it('of a client is what the schemas read, also where it is wrong', () => {
    const same = (frame: unknown) => assert.deepEqual(readClientFrame(frame), bySchema(clientFrames, frame));
    fc.assert(fc.property(append, same), { numRuns: 2000 });
  });

  it('of a backend likewise', () => {
    const same = (frame: unknown) => assert.deepEqual(readServerFrame(frame), bySchema(serverFrames, frame));
    fc.assert(fc.property(entries, same), { numRuns: 2000 });
  });

  it('holds of what was read from text', () => {
    fc.assert(
      fc.property(fc.oneof(append, entries), (frame) => {
        const json = JSON.stringify(frame) ?? '';
        const value = JSON.parse(json || 'null') as unknown;
        assert.deepEqual(readClientFrame(json), bySchema(clientFrames, value));
        assert.deepEqual(readServerFrame(json), bySchema(serverFrames, value));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes the usual, and strips what is not named', () => {
    const plain = { id: 'a', kind: 'doc.update', body: { update: 'AAAA' } };
    assert.deepEqual(readClientFrame({ type: 'append', entries: [{ ...plain, tab: 'x' }], more: 1 }), {
      frame: { type: 'append', entries: [plain] },
    });
  });

  it('of an update says what its schema says', () => {
    const same = (each: unknown) =>
      assert.equal(
        problemOf({ kind: 'doc.update', body: each }) === undefined,
        v.safeParse(kinds['doc.update'], each).success,
        canonicalJson(each),
      );
    fc.assert(fc.property(body, same), { numRuns: 2000 });
  });
});
