import type { Clock } from '@interview-room/core';
import { objectOf } from '../wire/index.js';

/** Where a pad's text is, and how it is written. */
export interface PadPort {
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether writes come back to their author, where that is known. */
  readonly echoes?: boolean | undefined;
  /** Whether a write that is done was taken, and not just sent. */
  readonly confirms?: boolean | undefined;
  /** Whether there are several others: what one of them writes another may not have heard of. */
  several?(): boolean;
  /** Tells the pad at once what came and waits to be told. */
  hearAll?(): void;
  /** The text as this person has it. */
  read(): string;
  /** Gives this person another text, by the smallest edits. */
  show(text: string): void;
  /** Writes the whole text. Resolves when it is taken, or sent where nothing says so but its echo. */
  write(text: string): Promise<void>;
  /** What the backend has now; undefined where it cannot be asked. */
  fetch(): Promise<string | undefined>;
  /** It could not be written. Says whether the same may be tried again. */
  failed(error: unknown, text: string): boolean;
  /** The connection is open, and nothing comes over it. */
  deaf(): void;
  /** What has to outlive the page. */
  keep(kept: KeptPad): void;
}

/** What a pad remembers over a reload. */
export interface KeptPad {
  readonly agreed: string;
  readonly heard: string;
  /** What was being written. */
  readonly flight?: string;
}

/** What was remembered, where it is so. */
export function keptPad(value: unknown): KeptPad | undefined {
  const { agreed, heard, flight } = objectOf(value);
  if (typeof agreed !== 'string' || typeof heard !== 'string') return undefined;
  return { agreed, heard, ...(typeof flight === 'string' && { flight }) };
}
