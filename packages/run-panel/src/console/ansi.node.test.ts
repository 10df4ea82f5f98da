import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnsiFilter, plain } from './ansi.js';

const once = (text: string): string => new AnsiFilter().push(text);

/** What comes in, and what is left of it. */
const attacks: [what: string, text: string, left: string][] = [
  ['clipboard (OSC 52)', 'a\x1b]52;c;ZXZpbA==\x07b', 'ab'],
  ['clipboard, ended by ST', 'a\x1b]52;c;ZXZpbA==\x1b\\b', 'ab'],
  ['window title', 'a\x1b]0;evil\x07b', 'ab'],
  ['icon name', 'a\x1b]1;evil\x07b', 'ab'],
  ['link (OSC 8)', '\x1b]8;;javascript:alert(1)\x07click\x1b]8;;\x07', 'click'],
  ['palette', 'a\x1b]4;1;#ffffff\x07b', 'ab'],
  ['foreground and background', '\x1b]10;#fff\x07\x1b]11;?\x07x', 'x'],
  ['device attributes', 'a\x1b[cb', 'ab'],
  ['secondary device attributes', 'a\x1b[>cb', 'ab'],
  ['cursor position report', 'a\x1b[6nb', 'ab'],
  ['mode query', 'a\x1b[?25$pb', 'ab'],
  ['settings query (DCS)', 'a\x1bP$qm\x1b\\b', 'ab'],
  ['application program command', 'a\x1b_evil\x1b\\b', 'ab'],
  ['privacy message', 'a\x1b^evil\x1b\\b', 'ab'],
  ['start of string', 'a\x1bXevil\x1b\\b', 'ab'],
  ['mouse reporting', 'a\x1b[?1000h\x1b[?1006hb', 'ab'],
  ['other screen', 'a\x1b[?1049hb', 'ab'],
  ['bracketed paste', 'a\x1b[?2004hb', 'ab'],
  ['application cursor keys', 'a\x1b[?1hb', 'ab'],
  ['window operations', 'a\x1b[8;1;1tb', 'ab'],
  ['full reset', 'a\x1bcb', 'ab'],
  ['a million repeats', 'a\x1b[999999999bb', 'ab'],
  ['a million lines', 'a\x1b[999999999Lb\x1b[999999999S', 'ab'],
  ['scroll region', 'a\x1b[1;2rb', 'ab'],
  ['character set', 'a\x1b(0b\x0ec', 'abc'],
  ['keypad', 'a\x1b=b\x1b>c', 'abc'],
  ['8-bit CSI, OSC and DCS', 'a\x9b6nb\x9d0;t\x9cc\x90', 'a6nb0;tc'],
  ['bell, enquiry, null', 'a\x07\x05\x00b', 'ab'],
  ['delete', 'a\x7fb', 'ab'],
  ['parameters without end', `a\x1b[${'1;'.repeat(100)}mb`, 'ab'],
  ['a sequence within a sequence', '\x1b[\x1b[6n6nx', '6nx'],
];

for (const [what, text, left] of attacks) {
  test(`takes out: ${what}`, () => assert.equal(once(text), left));
  test(`takes out, one character at a time: ${what}`, () => {
    const filter = new AnsiFilter();
    assert.equal([...text].map((char) => filter.push(char)).join(''), left);
  });
}

const allowed = [
  '\x1b[31m',
  '\x1b[0m',
  '\x1b[m',
  '\x1b[38;2;1;2;3m',
  '\x1b[38:5:200m',
  '\x1b[2K',
  '\x1b[J',
  '\x1b[3A',
  '\x1b[10G',
  '\x1b[1;1H',
  '\x1b[?25l',
];
for (const sequence of allowed) {
  test(`lets through: ${JSON.stringify(sequence)}`, () => {
    assert.equal(once(`a${sequence}b\r\n\tc\bd`), `a${sequence}b\r\n\tc\bd`);
    const filter = new AnsiFilter();
    assert.equal([...`a${sequence}b`].map((char) => filter.push(char)).join(''), `a${sequence}b`);
  });
}

test('leaves text alone in every script', () => {
  const text = 'žluťoučký кот 猫 قطة 🐈‍⬛ \u{10ffff} é';
  assert.equal(once(text), text);
});

test('does not wait for ever for the end of a sequence', () => {
  const filter = new AnsiFilter();
  let out = '';
  for (let at = 0; at < 100; at++) out += filter.push(at === 0 ? '\x1b]0;' : 'x'.repeat(1000));
  assert.ok(out.length > 90_000, `only ${out.length} characters came out`);
  assert.ok(!out.includes('\x1b'));
});

test('never lets an escape through that is not allowed, however the text is cut', () => {
  const parts = [
    '\x1b[31m',
    '\x1b[2',
    '\x1b',
    '[',
    ']',
    '?',
    '52;',
    '6n',
    'm',
    '31',
    ';',
    '\x07',
    '\x1b\\',
    'P',
    'text',
    '\n',
    '\x9b',
    'c',
    '$',
    ' ',
  ];
  let seed = 20261121;
  const random = (below: number): number =>
    ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) >> 8) % below;
  let escapes = 0;
  for (let round = 0; round < 3000; round++) {
    const filter = new AnsiFilter();
    let out = '';
    for (let piece = 0; piece < 12; piece++) out += filter.push(parts[random(parts.length)] ?? '');
    escapes += out.split('\x1b').length - 1;
    const rest = out.replace(/\x1b\[(?:[0-9;:]{0,64}[A-HJKdfm]|\?25[hl])/g, '');
    assert.ok(
      !/[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(rest),
      `seed 20261121, round ${round}: ${JSON.stringify(out)}`,
    );
  }
  assert.ok(escapes > 20, 'some allowed sequences came by');
});

test('plain text has no colours, and of a line that is written over what was written last', () => {
  assert.equal(plain('\x1b[31mred\x1b[0m\n'), 'red\n');
  assert.equal(plain('10%\r50%\r100%\ndone\r\n'), '100%\ndone\n');
});
