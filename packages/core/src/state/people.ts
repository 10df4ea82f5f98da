import type { Role, Stage } from '../protocol/roles.js';
import { concern } from './concern.js';

/** Someone who has joined, whether they are here now or not. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Their hue, by the order of joining, from 0. */
  readonly color: number;
  readonly joinedAt: number;
  /** More time than others get, in percent. */
  readonly extraTime?: number;
}

/** A text that someone sent to all. */
export interface ChatMessage {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

/** A step from one stage to the next. */
export interface StageChange {
  readonly stage: Stage;
  readonly at: number;
  readonly by: string;
  readonly note?: string;
}

/** Those who have joined, in the order of joining. Who joins again, under another name perhaps, keeps place and hue. */
export const people = concern({
  concern: 'people',
  kinds: ['participant.joined'],
  initial: [] as readonly Person[],
  reduce: (state, { at, body }) => {
    const known = state.find(({ id }) => id === body.id);
    if (!known) return [...state, { ...body, joinedAt: at }];
    const again = { ...body, color: known.color, joinedAt: known.joinedAt };
    return state.map((person) => (person === known ? again : person));
  },
});

/** How far the room has come, and how it came there. Rooms without a backend have no stages. */
export const stage = concern({
  concern: 'stage',
  kinds: ['stage.changed'],
  initial: { now: 'waiting', changes: [] } as { now: Stage; changes: readonly StageChange[] },
  reduce: (state, { at, by, body }) => ({
    now: body.stage,
    changes: [...state.changes, { ...body, at, by }],
  }),
});

export const chat = concern({
  concern: 'chat',
  kinds: ['chat.message'],
  initial: [] as readonly ChatMessage[],
  reduce: (state, { id, at, by, body }) => [...state, { id, at, by, text: body.text }],
});
