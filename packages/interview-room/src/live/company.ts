import type { Extension } from '@codemirror/state';
import type { Question } from '@interview-room/core/question';
import type { Runner } from '@interview-room/runtimes';
import type { Text } from 'yjs';
import type { Practice } from './practice.js';

/** What a room that people share brings to its desk. A practice room has none of it. */
export interface Company {
  /** The record, which was joined already. */
  open(question: Question): Promise<Practice>;
  /** The same runner, with the others told of what it does. */
  wrap(runner: Runner): Runner;
}

/** What a record over a shared room is given beside the room. */
export interface Sharing {
  /** Under which name the run that ends now was begun. */
  run(): string | undefined;
  /** What the editor of a text shows of the others. */
  extensions(text: Text, path: string): readonly Extension[];
}
