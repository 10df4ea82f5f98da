import { StateField, Transaction, type EditorState, type Extension } from '@codemirror/state';
import type { Text } from 'yjs';

/** What an editor holds for its person's own, and what was done last to its document. */
interface Held {
  /** For each unit of the document. */
  readonly marks: string;
  readonly last: readonly string[];
}

const [OWN, OTHERS] = ['#', '.'];
const MOST = 12;
const fields = new WeakMap<Text, StateField<Held>>();
/** What was looked through and found right, after how many changes of the text. */
const right = new WeakMap<Held, number>();
const changes = new WeakMap<Text, number>();

/**
 * Marks in the documents of a text what undo takes for this person's own: all that was not kept out of its history. A document
 * keeps it while another is shown, as it keeps its history.
 */
export function holding(text: Text): Extension {
  const known = fields.get(text);
  if (known) return known;
  const field = StateField.define<Held>({ create, update });
  fields.set(text, field);
  text.observe(() => changes.set(text, (changes.get(text) ?? 0) + 1));
  return field;
}

const create = ({ doc }: EditorState): Held => ({ marks: OTHERS.repeat(doc.length), last: [] });

function update(held: Held, made: Transaction): Held {
  if (!made.docChanged) return held;
  const told = made.annotation(Transaction.addToHistory) === false;
  const done: string[] = [];
  let [marks, at] = ['', 0];
  made.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    marks += held.marks.slice(at, from) + (told ? OTHERS : OWN).repeat(inserted.length);
    done.push(`${from}-${to} ${held.marks.slice(from, to)} = ${JSON.stringify(inserted.toString())}`);
    at = to;
  });
  const how = told ? 'told' : (made.annotation(Transaction.userEvent) ?? 'set');
  const last = [...held.last, `${how}, of ${made.startState.doc.length}: ${done.join(', ')}`].slice(-MOST);
  return { marks: marks + held.marks.slice(at), last };
}

const heldIn = (text: Text, state: EditorState | undefined): Held | undefined => {
  const field = fields.get(text);
  return field && state?.field(field, false);
};

/** What was done last to a document, for whoever has to find out what went wrong in it. */
export const lastIn = (text: Text, state: EditorState | undefined): string =>
  heldIn(text, state)?.last.join('\n  ') ?? '';

/**
 * What an editor holds for its person's own, and another wrote: undo would take it back sooner or later, if only it comes so
 * far. Undefined if there is none.
 */
export function wrongly(text: Text, state: EditorState | undefined): string | undefined {
  const held = heldIn(text, state);
  const changed = changes.get(text) ?? 0;
  if (!held || right.get(held) === changed) return undefined;
  const own = text.doc?.clientID;
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const marks = held.marks.slice(at, at + item.length);
    if (item.id.client !== own && marks.includes(OWN))
      return `${JSON.stringify(item.content.getContent().join(''))} at ${at}, by ${item.id.client} and not ${own}: ${marks}`;
    at += item.length;
  }
  right.set(held, changed);
  return undefined;
}
