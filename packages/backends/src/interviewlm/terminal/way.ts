import type { TerminalSize } from '@interview-room/core';
import type { Session } from '../session.js';

/** What a shell is told over a way that stands. */
export interface Pipe {
  /** One at a time. Rejects where it may not have come to the shell. */
  send(data: string): Promise<void>;
  /** Where that is something else than `^C` among what is typed. */
  interrupt?(): void;
  resize(size: TerminalSize): void;
}

/** What a way tells, and may ask. */
export interface Join {
  readonly session: Session;
  /** Over when it aborts. */
  readonly signal: AbortSignal;
  /** Nobody wants the shell any more. What was typed goes on its way until then, also where what is printed is lost meanwhile. */
  readonly life: AbortSignal;
  /** It was connected over this way before: what was printed since may be missing. */
  readonly again: boolean;
  size(): TerminalSize;
  /** It stands: what is typed can be given to this. */
  opened(pipe: Pipe): void;
  output(text: string): void;
  /** All that was printed so far, in the place of what is shown. */
  history(text: string): void;
  /** What was typed could not be given. */
  lost(error: unknown): void;
}

/** How a way ended that stood: the shell is over, or it is to be joined anew. Why, for people. */
export interface Over {
  readonly next: 'ended' | 'again';
  readonly why?: string;
}

/** One way to a shell. Resolves when it is over. @throws {WireError} where it does not stand. */
export interface Way {
  /** For people. */
  readonly name: string;
  /** Whoever joins again is at the same shell, in the same line. */
  readonly keeps: boolean;
  join(join: Join): Promise<Over>;
}
