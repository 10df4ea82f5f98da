import { createHash } from 'node:crypto';
import type { FrameDraft } from '@interview-room/core/protocol';
import type { LogState } from '@interview-room/core/replay';
import type { Member } from './peer.js';

/**
 * The entry that makes known who comes, or nothing if it is known. Its id says who, as what, and since when another was
 * known: two processes that welcome the same person at once write it once.
 */
export function joined(member: Member, { people }: LogState, since = 0): FrameDraft[] {
  const { id, name, role, extraTime } = member;
  const known = people.find((person) => person.id === id);
  if (known && known.name === name && known.role === role && known.extraTime === extraTime) return [];
  const body = { id, name, role, color: known?.color ?? people.length, ...(extraTime && { extraTime }) };
  const words = JSON.stringify([id, name, role, extraTime ?? 0, since]);
  return [
    { id: createHash('sha256').update(words).digest('hex').slice(0, 32), kind: 'participant.joined', body },
  ];
}
