import { createHash } from 'node:crypto';
import { fromBase64, isKnown, type BodyOf, type Entry } from '@interview-room/core/protocol';
import { languagesOf, parseQuestion, type Question } from '@interview-room/core/question';
import { filesIn, fold, initialState } from '@interview-room/core/replay';
import * as Y from 'yjs';
import type { LogEngine } from '../log/engine.js';

/** What was handed in, as the log has it. */
export interface Submission {
  readonly question: Question;
  readonly language: string;
  /** Path and text, without the language. */
  readonly files: Record<string, string>;
  /** The verdict on it, where there is one already. */
  readonly verdict?: BodyOf<'tests.judged'> | undefined;
}

/** The id of the entry that judges a submission: whoever judges it, and however often, it is written once. */
export const verdictId = (room: string, change: number, kind: string): string =>
  createHash('sha256')
    .update(JSON.stringify([room, change, kind]))
    .digest('hex')
    .slice(0, 32);

const PIECE = 500;

/** Every entry of a log, in order. */
async function* entriesOf(engine: LogEngine, room: string): AsyncGenerator<Entry, void> {
  for (let after = 0; ;) {
    const piece = await engine.read(room, after, PIECE);
    for (const { entry } of piece) yield entry;
    const last = piece.at(-1);
    if (!last) return;
    after = last.entry.seq;
  }
}

/**
 * What a room held when its stage changed for the nth time, from 0. It is made of the log alone, so that any process can
 * judge it at any time. Nothing if the room is gone.
 */
export async function submissionAt(
  engine: LogEngine,
  room: string,
  change: number,
): Promise<Submission | undefined> {
  const doc = new Y.Doc();
  const judged = verdictId(room, change, 'tests.judged');
  let state = initialState;
  let handedIn: Omit<Submission, 'verdict'> | undefined;
  for await (const entry of entriesOf(engine, room)) {
    if (handedIn) {
      if (entry.id === judged && isKnown(entry) && entry.kind === 'tests.judged')
        return { ...handedIn, verdict: entry.body };
      continue;
    }
    if (entry.kind === 'doc.update') edit(doc, entry);
    state = fold(state, entry);
    if (state.stage.changes.length > change) handedIn = read(state, doc);
  }
  return handedIn;
}

function read({ secret, content, language }: typeof initialState, doc: Y.Doc): Submission {
  const { question, problems } = parseQuestion(secret ?? content);
  if (!question)
    throw new Error(`The room’s question cannot be read: ${problems[0]?.path} ${problems[0]?.message}`);
  const chosen = language ?? languagesOf(question)[0] ?? '';
  return { question, language: chosen, files: filesIn(doc, `${chosen}/`) };
}

/** What cannot be read changes nothing, as it does for those who look at it. */
function edit(doc: Y.Doc, entry: Entry): void {
  if (entry.audience || !isKnown(entry) || entry.kind !== 'doc.update') return;
  try {
    Y.applyUpdate(doc, fromBase64(entry.body.update));
  } catch {
    // Whoever wrote it wrote it into everyone's log.
  }
}
