import { diffArrays } from 'diff';
import { byText } from './merge.js';

/** So many edits are looked for. Beyond, all of it counts as changed. */
const MOST = 2_000;

/** What became of what two made of one text, where letters of theirs are never mixed. */
export interface Apart {
  /** All that does not cross; where it does, what the one has who is kept. */
  readonly text: string;
  /** The base with what does not cross of theirs: what is left between this and `theirs` is what crosses. */
  readonly agreed: string;
  /** Both wrote something else in one place. */
  readonly crosses: boolean;
}

/** What two made of a part of the base, in tokens. */
interface Region {
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}
/** What both make of a region that both changed; undefined where they cross. */
type Both = (region: Region) => readonly string[] | undefined;

/** Where another has something else: `from` to `to` of the tokens. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly put: readonly string[];
}

/**
 * Merges what two made of one text as far as they changed different lines, or different words of a line. Unlike `merge3`, which
 * keeps every letter of both, it leaves a place where they cross as one of them has it. What is left of mine stays in question
 * when it is asked again.
 */
export function mergeApart(
  base: string,
  mine: string,
  theirs: string,
  keep: 'mine' | 'theirs' = 'mine',
): Apart {
  const made = mergedOnce(base, mine, theirs, keep);
  if (!made.crosses || keep === 'theirs') return made;
  // Which of several lines that are alike went need not be found alike the next time: then all of it is in question.
  const again = mergedOnce(made.agreed, made.text, theirs, keep);
  const isSame = again.crosses && again.text === made.text && again.agreed === made.agreed;
  return isSame ? made : { text: mine, agreed: base, crosses: true };
}

function mergedOnce(base: string, mine: string, theirs: string, keep: 'mine' | 'theirs'): Apart {
  const [text, agreed]: [string[], string[]] = [[], []];
  let crosses = false;
  for (const region of regionsOf(linesOf(base), linesOf(mine), linesOf(theirs), false)) {
    const both = settled(region, bothLines);
    crosses ||= !both;
    text.push(...(both ?? region[keep]));
    agreed.push(...(both ? region.theirs : region.base));
  }
  if ([text, agreed].some(isRunTogether))
    return { text: keep === 'mine' ? mine : theirs, agreed: base, crosses: true };
  return { text: text.join(''), agreed: agreed.join(''), crosses };
}

/** Whether a line follows one that has no end. */
const isRunTogether = (lines: readonly string[]): boolean =>
  lines.slice(0, -1).some((line) => !line.endsWith('\n'));

/** The lines that two texts have in common: the best guess at what both came from, where that is not known. */
export function commonLines(one: string, other: string): string {
  const before = linesOf(one);
  const gone = new Set(spansOf(before, linesOf(other)).flatMap(({ from, to }) => range(from, to)));
  return before.filter((_, at) => !gone.has(at)).join('');
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}_]+|[^]/gu) ?? [];
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

function settled(region: Region, both: Both): readonly string[] | undefined {
  const [base, mine, theirs] = [region.base, region.mine, region.theirs].map((tokens) => tokens.join(''));
  if (mine === theirs || theirs === base) return region.mine;
  return mine === base ? region.theirs : both(region);
}

function bothLines({ base, mine, theirs }: Region): readonly string[] | undefined {
  if (base.length === 0) return bothNew(mine, theirs);
  if (mine.length !== base.length || theirs.length !== base.length) return undefined;
  const lines = base.map((line, at) => bothWords(line, mine[at] ?? '', theirs[at] ?? ''));
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

/** Lines that both put at one place are all kept, unless they are alike in part: then who would want them twice? */
function bothNew(mine: readonly string[], theirs: readonly string[]): readonly string[] | undefined {
  const others = new Set(theirs);
  if (mine.some((line) => line.trim() !== '' && others.has(line))) return undefined;
  // One that has no end yet can only be the last.
  const isOpen = (lines: readonly string[]) => !lines.at(-1)?.endsWith('\n');
  if (isOpen(mine) && isOpen(theirs)) return undefined;
  const isFirst = isOpen(theirs) || (!isOpen(mine) && byText(mine.join(''), theirs.join('')) < 0);
  return isFirst ? [...mine, ...theirs] : [...theirs, ...mine];
}

function bothWords(base: string, mine: string, theirs: string): string | undefined {
  const words: string[] = [];
  for (const region of regionsOf(wordsOf(base), wordsOf(mine), wordsOf(theirs), true)) {
    const both = settled(region, () => undefined);
    if (!both) return undefined;
    words.push(...both);
  }
  return words.join('');
}

/** The base in parts that neither changed, or one, or both: what meets is in one part, and what `touches` too. */
function regionsOf(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  touches: boolean,
): Region[] {
  const regions: Region[] = [];
  let at = 0;
  const add = (to: number, one: readonly Span[], other: readonly Span[]) => {
    const made = (spans: readonly Span[]) => madeOf(base, at, to, spans);
    regions.push({ base: base.slice(at, to), mine: made(one), theirs: made(other) });
    at = to;
  };
  for (const { from, to, ours, others } of groupsOf(spansOf(base, mine), spansOf(base, theirs), touches)) {
    add(from, [], []);
    add(to, ours, others);
  }
  add(base.length, [], []);
  return regions;
}

interface Group {
  readonly from: number;
  to: number;
  readonly ours: Span[];
  readonly others: Span[];
}

function groupsOf(ours: readonly Span[], others: readonly Span[], touches: boolean): Group[] {
  const all = [...ours.map((span) => ({ span, own: true })), ...others.map((span) => ({ span, own: false }))];
  all.sort(({ span: one }, { span: other }) => one.from - other.from || one.to - other.to);
  const groups: Group[] = [];
  for (const { span, own } of all) {
    let group = groups.at(-1);
    if (!group || !meets(group, span, touches)) {
      group = { from: span.from, to: span.to, ours: [], others: [] };
      groups.push(group);
    }
    group.to = Math.max(group.to, span.to);
    (own ? group.ours : group.others).push(span);
  }
  return groups;
}

/** Two that only put something in at the same place meet there. */
const meets = (group: Group, { from, to }: Span, touches: boolean): boolean =>
  from < group.to || (from === group.to && (touches || (from === to && group.from === group.to)));

function madeOf(base: readonly string[], from: number, to: number, spans: readonly Span[]): string[] {
  const made: string[] = [];
  let at = from;
  for (const span of spans) {
    made.push(...base.slice(at, span.from), ...span.put);
    at = span.to;
  }
  return [...made, ...base.slice(at, to)];
}

/** What makes one of another, in order, none touching the next. */
function spansOf(one: readonly string[], other: readonly string[]): Span[] {
  const parts = diffArrays([...one], [...other], { maxEditLength: MOST });
  if (!parts) return [{ from: 0, to: one.length, put: other }];
  const spans: { from: number; to: number; put: string[] }[] = [];
  let at = 0;
  for (const { added, removed, value } of parts) {
    const last = spans.at(-1);
    const span = last?.to === at ? last : { from: at, to: at, put: [] };
    if ((added || removed) && span !== last) spans.push(span);
    if (added) span.put.push(...value);
    else at += value.length;
    if (removed) span.to = at;
  }
  return spans;
}
