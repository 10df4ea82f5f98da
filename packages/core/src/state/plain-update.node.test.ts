import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { decodeUpdate, Doc, Item, mergeUpdates, Skip } from 'yjs';
import { plainClients } from './plain-update.js';

type Step = { at: number; text: string; remove: number };

/** What typing, pasting and deleting sends. */
function updatesOf(steps: readonly Step[], clientID: number): Uint8Array[] {
  const doc = new Doc();
  doc.clientID = clientID;
  const text = doc.getText('t');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const { at, text: more, remove } of steps)
    doc.transact(() => {
      const place = Math.min(at, text.length);
      text.insert(place, more);
      text.delete(place, Math.min(remove, text.length - place));
    });
  return updates;
}

/** What Yjs reads: under which numbers, and whether any of it names a file. Nothing if it cannot be read. */
function byYjs(bytes: Uint8Array) {
  try {
    const structs = decodeUpdate(bytes).structs.filter((struct) => !(struct instanceof Skip));
    const named = structs.some((struct) => struct instanceof Item && struct.parentSub !== null);
    return { clients: new Set(structs.map(({ id }) => id.client)), named };
  } catch {
    return undefined;
  }
}

/** Either it is left to Yjs, or Yjs reads the same. */
function agrees(bytes: Uint8Array): void {
  const plain = plainClients(bytes);
  if (plain) assert.deepEqual({ clients: plain, named: false }, byYjs(bytes));
}

const step = fc.record({
  at: fc.nat(40),
  text: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('x', '\n', 'é', '👩‍💻')),
  remove: fc.nat(3),
});
const typed = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([steps, client]) => updatesOf(steps, client));

describe('plain updates', () => {
  it('are those of a person who types', () => {
    const steps = Array.from({ length: 300 }, (_, at) =>
      at % 3 === 2 ? { at: 1, text: '', remove: 1 } : { at, text: 'ab', remove: 0 },
    );
    const [first, ...more] = updatesOf(steps, 4_000_000_000);
    assert.ok(first && more.length > 200);
    assert.equal(plainClients(first), undefined, 'the first names its text');
    for (const each of more) assert.deepEqual(plainClients(each), byYjs(each)?.clients);
  });

  it('are read as Yjs reads them, one by one, merged, and of several people', () => {
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 3 }), (people) => {
        const all = people.flat();
        all.forEach(agrees);
        if (all.length > 0) agrees(mergeUpdates(all));
      }),
      { numRuns: 150 },
    );
  });

  it('are not what is cut off, changed or followed by more', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(
        typed,
        changes,
        fc.nat(40),
        fc.uint8Array({ maxLength: 2 }),
        (updates, swaps, cut, tail) => {
          for (const update of updates) {
            const bytes = Uint8Array.from([...update.subarray(0, update.length - (cut % 5)), ...tail]);
            for (const [at, byte] of swaps) if (bytes.length > 0) bytes[at % bytes.length] = byte;
            agrees(bytes);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are not any bytes', () => {
    const bytes = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x84, 0x44, 0xc4)), { maxLength: 16 });
    fc.assert(
      fc.property(bytes, (each) => agrees(Uint8Array.from(each))),
      { numRuns: 3000 },
    );
  });
});
