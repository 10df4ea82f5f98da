import type { Doc } from 'yjs';
import type { Json } from '../wire/index.js';

/** Where someone is, as casts have it: relative positions of Yjs in base64. */
export interface Where {
  readonly path: string;
  readonly anchor?: string;
  readonly head?: string;
}
/** A selection as editors over Yjs tell it: relative positions as JSON. */
export interface Cursor {
  readonly anchor: unknown;
  readonly head: unknown;
}

/** What of the room's files is one document with a server's. */
export interface Shared {
  /** The document that the server knows. */
  readonly doc: Doc;
  /** Takes in an update of the server's. Throws where it cannot be read. */
  receive(update: Uint8Array): void;
  /** Both have all that the other had. */
  settled(): void;
  /** How much of it the server does not have, as far as is known here, while there is no connection. */
  unsent(): number;
  /** Where this person is, for the others there. */
  cursorOf(where: Where): Cursor | undefined;
  /** Where another is, for this room. */
  whereOf(cursor: Json): Where | undefined;
  close(): void;
}

/** Called with each update that the server is to be told. */
export type Send = (update: Uint8Array) => void;
