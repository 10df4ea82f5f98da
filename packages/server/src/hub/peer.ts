import type { Role } from '@interview-room/core/protocol';
import type { FrameText } from './frame-text.js';
import type { Refusal } from './refusal.js';

/** Someone in a room, at one of their tabs. */
export interface Member {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  /** Which tab. */
  readonly client: string;
  /** More time than others get, in percent. */
  readonly extraTime?: number | undefined;
}

/** The way to one tab, whatever carries it. */
export interface Peer {
  readonly member: Member;
  /** Sends a frame, with what else is sent in this turn or `now`. */
  send(frame: FrameText, now?: boolean): void;
  /** How many bytes wait to be sent. */
  readonly buffered: number;
  /** Settles once little waits any more, or nothing ever will. */
  flushed(): Promise<void>;
  /** Says why, and ends the connection. */
  end(refusal: Refusal): void;
}
