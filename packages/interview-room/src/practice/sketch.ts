import { recall, remember } from '../storage/memo.js';

/**
 * What is shown of a room before it is opened: the work as it stood last, small enough for `localStorage`, so that
 * an idle room needs neither its log nor an editor.
 */
export interface Sketch {
  language: string;
  path: string;
  /** The text of `path`, if it is short. */
  text?: string;
  /** The languages in which the problem is solved. */
  solved: string[];
  /** How many hints are shown. */
  revealed: number;
  /** The text is not in the record yet: the page went before the record could be opened. */
  pending?: boolean;
  /** What a pending text was made of. */
  base?: string;
}

const LONGEST = 20_000;

function isSketch(value: unknown): value is Sketch {
  if (typeof value !== 'object' || value === null) return false;
  const { language, path, text, base, solved, revealed } = value as Record<keyof Sketch, unknown>;
  const texts = [language, path, text ?? '', base ?? ''].every((each) => typeof each === 'string');
  return texts && Array.isArray(solved) && typeof revealed === 'number';
}

/** The sketch of a room, if this browser has one. */
export const recallSketch = (room: string): Sketch | undefined => recall(`sketch:${room}`, isSketch);

/** Keeps the sketch of a room; a long text is left out of it. */
export function rememberSketch(room: string, sketch: Sketch): void {
  const { text = '', ...rest } = sketch;
  remember(`sketch:${room}`, text.length > LONGEST && !sketch.pending ? rest : sketch);
}
