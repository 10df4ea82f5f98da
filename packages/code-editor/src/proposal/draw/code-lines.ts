import type { Language } from '@codemirror/language';
import { highlightWith, type HighlightedText } from '../../highlight-code.js';
import type { Stretch } from '../hunks.js';

/** More than this is not coloured: a fragment of this size is the file itself, which is coloured once it is accepted. */
const colorable = 20_000;

/** A line as it is drawn: what its runs are, and where in it someone is writing. */
interface DrawnLine {
  readonly runs: readonly HighlightedText[];
  readonly caret?: { readonly at: number; readonly mark: HTMLElement };
}

/** A line with someone at work in it is drawn anew each time. */
const written = '\0';
const drawnAs = new WeakMap<Element, string>();

/** Draws lines of code into a box, where only those are touched that are not as they were. */
export function drawLines(box: HTMLElement, lines: readonly DrawnLine[]): void {
  for (const [index, line] of lines.entries()) {
    const element = box.children[index] ?? box.appendChild(emptyLine());
    const says = line.caret ? written : line.runs.map((run) => `${run.class}\n${run.text}`).join('\n');
    if (line.caret || drawnAs.get(element) !== says) element.replaceChildren(...nodes(line));
    drawnAs.set(element, says);
  }
  while (box.children.length > lines.length) box.lastElementChild?.remove();
}

function emptyLine(): HTMLElement {
  const line = document.createElement('div');
  line.className = 'cm-proposal-line';
  return line;
}

function nodes({ runs, caret }: DrawnLine): Node[] {
  if (!caret) return runs.map(node);
  const [before, behind] = split(runs, caret.at);
  return [...before.map(node), caret.mark, ...behind.map(node)];
}

function node(run: HighlightedText): Node {
  if (!run.class) return document.createTextNode(run.text);
  const span = document.createElement('span');
  span.className = run.class;
  span.textContent = run.text;
  return span;
}

/** The lines of a text that is whole, coloured as a piece; what is new in them is marked. */
export function wholeLines(text: string, fresh: readonly Stretch[], language?: Language): DrawnLine[] {
  const runs = language && text.length <= colorable ? highlightWith(language, text) : [plain(text)];
  const lines: HighlightedText[][] = [[]];
  for (const run of marked(runs, fresh))
    run.text.split('\n').forEach((piece, index) => {
      if (index > 0) lines.push([]);
      if (piece) lines.at(-1)?.push({ text: piece, class: run.class });
    });
  return lines.map((runs) => ({ runs }));
}

/**
 * The lines of a text that grows at `caret`. Each is coloured by itself, so that what is drawn stays as it is; those that are
 * drawn already are not even looked at.
 */
export function growingLines(text: string, at: number, mark: HTMLElement, language?: Language): DrawnLine[] {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return text.split('\n').map((line, index, all) => {
    const runs = lineRuns(line, language);
    return index === all.length - 1 ? { runs, caret: { at: at - start, mark } } : { runs };
  });
}

const known = new WeakMap<Language, Map<string, readonly HighlightedText[]>>();

function lineRuns(line: string, language?: Language): readonly HighlightedText[] {
  if (!language || line.length > 500) return [plain(line)];
  const lines = known.get(language) ?? new Map<string, readonly HighlightedText[]>();
  known.set(language, lines);
  const runs = lines.get(line) ?? highlightWith(language, line);
  if (lines.size > 2000) lines.clear();
  lines.set(line, runs);
  return runs;
}

const plain = (text: string): HighlightedText => ({ text, class: '' });

/** Runs, divided where something new begins or ends in them. */
function marked(runs: readonly HighlightedText[], fresh: readonly Stretch[]): HighlightedText[] {
  let [before, rest]: [HighlightedText[], readonly HighlightedText[]] = [[], runs];
  let done = 0;
  for (const { from, to } of fresh) {
    const [kept, behind] = split(rest, from - done);
    const [news, more] = split(behind, to - from);
    before = [
      ...before,
      ...kept,
      ...news.map((run) => ({ ...run, class: `${run.class} cm-proposal-fresh`.trim() })),
    ];
    [rest, done] = [more, to];
  }
  return [...before, ...rest];
}

/** Runs before and behind a place. */
function split(runs: readonly HighlightedText[], at: number): [HighlightedText[], HighlightedText[]] {
  const before: HighlightedText[] = [];
  let left = at;
  for (const [index, run] of runs.entries()) {
    if (run.text.length > left) {
      const [head, tail] = [run.text.slice(0, left), run.text.slice(left)];
      if (head) before.push({ ...run, text: head });
      return [before, [{ ...run, text: tail }, ...runs.slice(index + 1)]];
    }
    before.push(run);
    left -= run.text.length;
  }
  return [before, []];
}
