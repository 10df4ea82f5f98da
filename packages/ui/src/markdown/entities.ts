// The character references that people do write in Markdown. The whole table of HTML (2,231 names) would weigh more
// than the parser; a name that is not here is shown as it was typed, which is safe and readable.
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  plusmn: '±',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  micro: 'µ',
  middot: '·',
  times: '×',
  divide: '÷',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  harr: '↔',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  infin: '∞',
  sum: '∑',
  radic: '√',
  isin: '∈',
  pi: 'π',
  euro: '€',
  pound: '£',
  ensp: '\u2002',
  emsp: '\u2003',
  Tab: '\t',
  NewLine: '\n',
  colon: ':',
  sol: '/',
  lbrace: '{',
  rbrace: '}',
  lsqb: '[',
  rsqb: ']',
  lpar: '(',
  rpar: ')',
  ast: '*',
  lowbar: '_',
  num: '#',
  vert: '|',
  grave: '`',
  bsol: '\\',
  excl: '!',
  dollar: '$',
  percnt: '%',
  commat: '@',
  semi: ';',
};

/** Text with its character references (`&amp;`, `&#97;`, `&#x61;`) replaced, without going through any HTML parser. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z][a-z\d]*));/gi, (whole, hex, decimal, name) => {
    if (name) return (Object.hasOwn(named, name) && named[name]) || whole;
    return character(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

function character(code: number): string {
  const impossible = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return impossible ? '\ufffd' : String.fromCodePoint(code);
}
