import {
  closeCodes,
  isWithheld,
  verify,
  type Delivered,
  type Entry,
  type RefusalReason,
} from '@interview-room/core/protocol';
import { Mismatch } from '../../kit/check.js';
import type { Tab } from './tab.js';

/** Fails unless something holds. */
export function expect(holds: boolean, expected: unknown, actual: unknown, message: string): asserts holds {
  if (!holds) throw new Mismatch(expected, actual, message);
}

/** An entry that this reader can read. */
export function readable(delivered: Delivered | undefined, id: string): Entry {
  if (delivered && !isWithheld(delivered)) return delivered;
  throw new Mismatch({ id, body: '…' }, delivered, 'The entry cannot be read.');
}

/** The entries have places one after the other, from a first one. */
export function expectOrder(entries: readonly Delivered[], from = entries[0]?.seq ?? 1): void {
  const at = entries.findIndex(({ seq }, index) => seq !== from + index);
  const message = 'An entry does not have the place after that of the one before.';
  expect(at === -1, { seq: from + at }, entries[at], message);
}

/** The chain holds, as far as these entries go. */
export function expectChain(entries: readonly Delivered[], from?: number): void {
  const first = entries[0];
  if (from !== undefined && first && first.seq !== from)
    throw new Mismatch({ seq: from }, first, 'The first entry has another place.');
  const result = verify(entries);
  if (result.ok) return;
  const before = entries[result.index - 1];
  const words = {
    order: 'An entry does not have the place after that of the one before.',
    link: 'An entry does not name the hash of the one before.',
    hash: 'An entry does not have the hash of what it says.',
  };
  const expected = {
    order: { seq: (before?.seq ?? 0) + 1 },
    link: { prev: before?.hash ?? '0'.repeat(64) },
    hash: { hash: 'SHA-256 of "interview-room/entry/1", a line feed, and its canonical JSON' },
  };
  throw new Mismatch(expected[result.fault], entries[result.index], words[result.fault]);
}

/** This connection is refused for one of these reasons, and closed as that says. */
export async function expectRefused(tab: Tab, reasons: readonly RefusalReason[]): Promise<void> {
  const isJoined = tab.welcome !== undefined;
  const [usual = 'malformed'] = reasons;
  const expected = { type: 'refused', reason: usual, message: '…', retry: false };
  const refusal = await tab.refusal(expected, !isJoined);
  expect(reasons.includes(refusal.reason), expected, refusal, 'It was refused for another reason.');
  expect(refusal.message !== '', expected, refusal, 'It was refused without a word why.');
  const { code } = await tab.end();
  const codes = reasons.map((reason) => closeCodes[reason]);
  // A stream has no code to close with.
  expect(
    code === undefined || codes.includes(code),
    `closed with ${codes.join(' or ')}`,
    `closed with ${code}`,
    'It was closed otherwise.',
  );
}
