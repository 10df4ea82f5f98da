import type { Caller } from '../wire/index.js';
import type { PadCursor, PadPerson, PadResult } from './frames.js';

/** Who speaks, and over what. */
export interface Voice {
  readonly caller: Caller;
  readonly name: string;
  /** Who this is, where it is for us to say. */
  readonly userId: string;
  /** Sends a frame over the socket. */
  send(frame: object): void;
}

/** What a pad has when one comes to it. What is absent is told over the socket, if at all. */
export interface Greeting {
  readonly code?: string;
  readonly language?: string;
  readonly people?: readonly PadPerson[];
  /** Who this is, where the pad says so. */
  readonly you?: string;
}

/** How a variant says things. */
export interface Speech {
  /** Makes a pad, and gives its id. */
  create(language: string): Promise<string>;
  /** Throws where there is no such pad. */
  find(id: string): Promise<void>;
  /** Where the socket of a pad is, under the address; several where the documents leave it open. */
  sockets(id: string): readonly string[];
  /** Comes to a pad, once the socket is open. `you`: who this was the last time. */
  join(id: string, you: string | undefined): Promise<Greeting>;
  leave(id: string, you: string | undefined): void;
  /** The pad's text; undefined where it cannot be asked for. */
  read(id: string): Promise<string | undefined>;
  write(id: string, code: string, options: { cursor?: PadCursor | undefined; last?: boolean }): Promise<void>;
  language(id: string, language: string): Promise<void>;
  result(id: string, result: PadResult & { language: string; code: string }): Promise<void>;
  cursor?(cursor: PadCursor): void;
  /** How long a body may be, as far as is known, in bytes. */
  readonly most?: number;
  /** What is written comes back to its author; absent where the documents do not say. */
  readonly echoes?: boolean;
  /** A write that is done was taken; absent where it was sent, and may be lost on its way. */
  readonly confirms?: boolean;
  /** Who comes may not be told the text by the pad itself. */
  readonly forgetful?: boolean;
}
