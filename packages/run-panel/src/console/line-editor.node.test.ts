import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineEditor } from './line-editor.js';

function editor(): { edit: LineEditor; sent: (string | null)[]; screen: () => string } {
  const sent: (string | null)[] = [];
  let drawn = '';
  const edit = new LineEditor({ echo: (text) => (drawn += text), send: (line) => sent.push(line) });
  return { edit, sent, screen: () => screenOf(drawn) };
}

/** What a terminal would show of text with backspaces and "erase from here on" in it. */
function screenOf(drawn: string): string {
  const cells: string[] = [];
  let at = 0;
  for (const char of drawn.replaceAll('\x1b[J', '\0')) {
    if (char === '\b') at--;
    else if (char === '\0') cells.length = at;
    else {
      cells[at++] = char;
      if (/[猫🐈]/u.test(char)) cells[at++] = '';
    }
  }
  return cells.join('');
}

const LEFT = '\x1b[D';
const RIGHT = '\x1b[C';
const lines: [what: string, keys: string, line: string][] = [
  ['plain typing', 'hello', 'hello'],
  ['backspace', 'helloo\x7f', 'hello'],
  ['backspace at the start', '\x7fhello', 'hello'],
  ['insert in the middle', `hllo${LEFT}${LEFT}${LEFT}e`, 'hello'],
  ['left past the start', `ello${LEFT.repeat(9)}h`, 'hello'],
  ['right past the end', `hell${LEFT}${RIGHT}${RIGHT}o`, 'hello'],
  ['home and end', `ell\x1b[Hh\x1b[Fo`, 'hello'],
  ['delete', `hxello${LEFT.repeat(5)}\x1b[3~`, 'hello'],
  ['clear the line', 'wrong\x15hello', 'hello'],
  ['other scripts', 'žluť 猫 قطة 🐈', 'žluť 猫 قطة 🐈'],
  ['backspace over a wide character', '猫x\x7f\x7f猫', '猫'],
  ['keys without a meaning', 'he\x1b[15~\x1b[5~llo\x0c', 'hello'],
];
for (const [what, keys, line] of lines) {
  test(what, () => {
    const { edit, sent, screen } = editor();
    edit.wait();
    edit.feed(keys);
    const shown = screen();
    edit.feed('\r');
    assert.deepEqual(sent, [line]);
    assert.equal(shown, line);
  });
}

test('sends nothing before it is asked, and keeps what was typed until then', () => {
  const { edit, sent, screen } = editor();
  edit.feed('one\rtwo\rthr');
  assert.deepEqual([sent, screen()], [[], '']);
  edit.wait();
  assert.deepEqual(sent, ['one']);
  edit.wait();
  assert.deepEqual(sent, ['one', 'two']);
  edit.wait();
  edit.feed('ee\n');
  assert.deepEqual(sent, ['one', 'two', 'three']);
});

test('Control-D ends the input on an empty line alone', () => {
  const { edit, sent } = editor();
  edit.wait();
  edit.feed('x\x04\x7f\x04');
  assert.deepEqual(sent, [null]);
});

test('a paste of several lines is several lines', () => {
  const { edit, sent } = editor();
  for (let line = 0; line < 3; line++) edit.wait();
  edit.feed('a\r\nb\r');
  edit.wait();
  assert.deepEqual(sent, ['a', 'b']);
});

test('a new run starts with an empty line', () => {
  const { edit, sent } = editor();
  edit.wait();
  edit.feed('left over');
  edit.reset();
  edit.wait();
  edit.feed('new\r');
  assert.deepEqual(sent, ['new']);
});
