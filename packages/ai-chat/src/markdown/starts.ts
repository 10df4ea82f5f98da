import type { Align, Start } from './structure.js';

/** What is known of the place where a line's rest stands. */
export interface Place {
  /** The line is whole: without it, a beginning that more text could change is not decided yet. */
  readonly whole: boolean;
  /** The rest would go on an open paragraph, whose last line this is. */
  readonly paragraph: string | undefined;
  /** The rest would be text of an open paragraph, be it a lazy line of one that stands deeper. */
  readonly interrupts: boolean;
  /** By how many columns the rest was indented. */
  readonly indent: number;
}

/** A block's beginning, or whether there may be one once more of the line is there. */
export type Begins = Start | 'maybe' | undefined;

/** Only these can begin anything but a paragraph. */
export const mayBegin = /^[#>\-+*_=~`<|\d$[\\:]/;

const tags =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';

/** How HTML begins a block and what ends it (an empty line, where nothing else does): CommonMark 4.6, kinds 1 to 6. */
const html: readonly (readonly [begin: RegExp, end: RegExp | undefined])[] = [
  [/^<(?:script|pre|style|textarea)[\s>]/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${tags})(?:\\s|/?>)`, 'i'), undefined],
];
const attribute = `\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*"))?`;
const loneTag = new RegExp(`^(?:<[a-z][a-z\\d-]*(?:${attribute})*\\s*/?>|</[a-z][a-z\\d-]*\\s*>)\\s*$`, 'i');
const tagSoFar =
  /^<(?:[/!?]?[a-z\d[-]*|\/?[a-z][a-z\d-]*(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*(?:"[^"]*|'[^']*)?|\/)?>?\s*)$/i;
const title = `"(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*'|\\((?:\\\\.|[^()\\\\])*\\)`;
const definitionLine = new RegExp(
  `^\\[(?!\\^|\\s*\\])((?:\\\\.|[^[\\]\\\\])+)\\]:[ \\t]*(<[^<>]*>|[^\\s<]\\S*)(?:[ \\t]+(${title}))?[ \\t]*$`,
);

/** The blocks that a line can begin, in the order in which they are asked. */
export const starts: readonly ((rest: string, place: Place) => Begins)[] = [
  heading,
  fence,
  htmlBlock,
  math,
  underline,
  rule,
  table,
  definition,
];

function heading(rest: string, { whole }: Place): Begins {
  if (!whole && /^#{1,6}[ \t]*$/.test(rest)) return 'maybe';
  const marks = /^(#{1,6})(?:[ \t]|$)/.exec(rest)?.[1];
  return marks ? { kind: 'heading', level: marks.length } : undefined;
}

function fence(rest: string, { whole, indent }: Place): Begins {
  if (!whole) return /^(?:`{1,2}|~{1,2}|`{3,}[^`]*|~{3,}.*)$/.test(rest) ? 'maybe' : undefined;
  const found = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(rest);
  if (!found) return undefined;
  return { kind: 'fence', mark: found[1] ?? '', indent, info: (found[2] ?? '').trim() };
}

function htmlBlock(rest: string, { whole, interrupts }: Place): Begins {
  if (!rest.startsWith('<')) return undefined;
  // The end of a line counts as white space behind a tag's name.
  const line = whole ? `${rest}\n` : rest;
  const known = html.find(([begin]) => begin.test(line));
  if (known) return { kind: 'html', end: known[1] };
  if (!whole) return tagSoFar.test(rest) ? 'maybe' : undefined;
  return !interrupts && loneTag.test(rest) ? { kind: 'html', end: undefined } : undefined;
}

/** Not CommonMark: formulas on lines of their own, which would lose their `_`, `*` and `\\` as text. */
function math(rest: string, { whole }: Place): Begins {
  if (!whole) return /^(?:\$\$|\\\[)/.test(rest) || rest === '$' || rest === '\\' ? 'maybe' : undefined;
  if (/^\$\$(?!.*\$\$)/.test(rest)) return { kind: 'math', end: '$$', whole: false };
  if (/^\$\$.*\$\$[ \t]*$/.test(rest)) return { kind: 'math', end: '$$', whole: true };
  if (/^\\\[[ \t]*$/.test(rest)) return { kind: 'math', end: '\\]', whole: false };
  return /^\\\[.*\\\][ \t]*$/.test(rest) ? { kind: 'math', end: '\\]', whole: true } : undefined;
}

function underline(rest: string, { whole, paragraph }: Place): Begins {
  if (paragraph === undefined || !/^(?:=+|-+)[ \t]*$/.test(rest)) return undefined;
  return whole ? { kind: 'underline', level: rest.startsWith('=') ? 1 : 2 } : 'maybe';
}

function rule(rest: string, { whole }: Place): Begins {
  if (!whole) return /^(?:-[-\s]*|_[_\s]*|\*[*\s]*)$/.test(rest) ? 'maybe' : undefined;
  return /^(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/.test(rest) ? { kind: 'rule' } : undefined;
}

function table(rest: string, { whole, paragraph }: Place): Begins {
  if (paragraph === undefined || !/^[|:\-\s]+$/.test(rest)) return undefined;
  if (!whole) return 'maybe';
  const line = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
  if (!line.test(rest) || !/[|:]/.test(rest)) return undefined;
  const align = cells(rest).map(side);
  return cells(paragraph).length === align.length ? { kind: 'table', align } : undefined;
}

function side(cell: string): Align {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left';
  return cell.endsWith(':') ? 'right' : '';
}

/** The cells of a table's line. A bar behind a backslash is text. */
export function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function definition(rest: string, { whole, interrupts }: Place): Begins {
  if (interrupts || !rest.startsWith('[')) return undefined;
  if (!whole) return /^\[(?!\^)(?:\\.|[^[\]\\])*(?:\\|\](?::.*)?)?$/.test(rest) ? 'maybe' : undefined;
  const found = definitionLine.exec(rest);
  if (!found) return undefined;
  const [, label = '', href = '', hint = ''] = found;
  return {
    kind: 'definition',
    label,
    href: href.startsWith('<') ? href.slice(1, -1) : href,
    title: hint.slice(1, -1),
  };
}
