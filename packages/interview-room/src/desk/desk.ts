import type { Question } from '@interview-room/core/question';
import type { Practice } from '../live/practice.js';
import type { RoomView } from '../practice/view.js';
import type { RoomProblem } from '../problems/problem.js';
import type { Keymap } from '../room-header/header-requests.js';

/** A word to the person about what was just done, with a way back. */
export interface Notice {
  text: 'reset' | { deleted: string } | { problem: RoomProblem };
  undo?: () => void;
  /** What was typed and not taken, to be had back. */
  typed?: string;
}

/** A notice in the place of another. What was typed and not taken goes along, until a person has dismissed it. */
export function after(last: Notice | undefined, next: Notice | undefined): Notice | undefined {
  const now = typeof next?.text === 'object' && 'problem' in next.text ? next.text.problem.typed : undefined;
  const typed = [last?.typed, now].filter((text) => text !== undefined).join('\n');
  return next && typed ? { ...next, typed } : next;
}

/** What the person chose to see. */
export interface Choice {
  language: string;
  path: string | undefined;
  keymap: Keymap;
}

/** What an effect may do. */
export interface Desk {
  readonly question: Question;
  readonly language: string;
  readonly view: RoomView;
  /** Everything a run needs is here, so that the panel may go on by itself. */
  readonly ready: boolean;
  /** The person has typed or run something. */
  readonly active: boolean;
  /** Opens the record and the editor, if they are not. Rejects if they cannot be had, which was told by then. */
  open(): Promise<Practice>;
  choose(choice: Partial<Choice>): void;
  /** Gets all that a run needs, and asks the panel again. */
  runLater(mode: 'run' | 'test'): Promise<void>;
  /** Puts a text in the place of what the editor shows, as one edit that can be taken back. */
  replaceText(text: string): void;
  tell(notice: Notice | undefined): void;
  showShortcuts(): void | Promise<void>;
}
