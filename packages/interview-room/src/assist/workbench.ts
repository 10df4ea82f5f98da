import type { CodeEditor } from '@interview-room/code-editor';
import type { Question } from '@interview-room/core/question';
import type { Places } from '../live/places.js';

/** What the assistant sees and touches of the element: what is worked on, where, and the editor that shows it. */
export interface Workbench {
  readonly editor: CodeEditor | null;
  readonly places: Places;
  /** What is worked on; nothing before the question is there. */
  readonly work:
    { readonly question: Question; readonly language: string; readonly path: string } | undefined;
}
