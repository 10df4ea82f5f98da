import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { xtermStyles } from '../../build/xterm-styles.js';
import { Marker } from './marked.js';
import { Outbox } from './outbox.js';
import { Transcript } from './transcript.js';

test('every line of stderr has a mark, and of stdout none', () => {
  const marker = new Marker();
  const bare = (text: string): string => text.replace(/\x1b\[\d*m/g, '');
  assert.equal(bare(marker.mark('stdout', 'out\n')), 'out\n');
  assert.equal(bare(marker.mark('stderr', 'one\ntwo\n')), '▎one\n▎two\n');
  assert.equal(bare(marker.mark('stderr', 'thr')), '▎thr');
  assert.equal(bare(marker.mark('stderr', 'ee\n')), 'ee\n');
  assert.equal(bare(marker.mark('stdout', 'mid ')), 'mid ');
  assert.equal(bare(marker.mark('stderr', 'line\n')), 'line\n');
});

test('red is switched on for stderr and off after it', () => {
  const marker = new Marker();
  assert.match(marker.mark('stderr', 'x\n'), /^\x1b\[31m/);
  assert.match(marker.mark('stdout', 'y\n'), /^\x1b\[39my/);
});

test('the transcript keeps the end of a long output, within its bound', () => {
  const transcript = new Transcript();
  for (let line = 0; line < 500_000; line++) transcript.add('stdout', `line ${line}\n`);
  const text = transcript.text();
  assert.ok(transcript.cut);
  assert.ok(text.length <= 2_000_000, `${text.length} characters are kept`);
  assert.ok(text.length > 1_900_000);
  assert.ok(text.endsWith('line 499999\n'));
});

test('what was typed is seen, but was not printed', () => {
  const transcript = new Transcript();
  transcript.add('stdout', 'Name? ');
  transcript.add('stdin', 'Ada\n');
  transcript.add('stderr', 'Hello\n');
  assert.equal(transcript.text(), 'Name? Ada\nHello\n');
  assert.equal(transcript.text('printed'), 'Name? Hello\n');
});

/** A terminal that draws a chunk a turn of the event loop. */
function slowTerminal(): { outbox: Outbox; drawn: string[]; most: () => number; rest: () => Promise<void> } {
  const drawn: string[] = [];
  let inFlight = 0;
  let most = 0;
  const outbox = new Outbox((text, done) => {
    most = Math.max(most, ++inFlight);
    drawn.push(text);
    setImmediate(() => {
      inFlight--;
      done();
    });
  });
  const rest = async (): Promise<void> => {
    while (inFlight > 0) await new Promise((resolve) => setImmediate(resolve));
  };
  return { outbox, drawn, most: () => most, rest };
}

test('the terminal gets everything in order, in small chunks, a few at a time', async () => {
  const { outbox, drawn, most, rest } = slowTerminal();
  let sent = '';
  for (let line = 0; line < 2500; line++) {
    const text = `${line} ${'x'.repeat(line % 1500)}\n`;
    sent += text;
    outbox.push(text);
  }
  await rest();
  assert.equal(drawn.join(''), sent);
  assert.ok(most() <= 8, `${most()} chunks at a time`);
  assert.ok(drawn.every((text) => text.length <= 32_768));
});

test('of a flood the oldest is left out, with a mark, and the end is kept', async () => {
  const { outbox, drawn, rest } = slowTerminal();
  let sent = '';
  for (let line = 0; line < 100_000; line++) {
    const text = `${line} ${'x'.repeat(60)}\n`;
    sent += text;
    outbox.push(text);
  }
  await rest();
  const [before, after, ...more] = drawn.join('').split('\x1b[0m\n[…]\n');
  assert.equal(more.length, 0, 'one gap, one mark');
  assert.ok(before && sent.startsWith(before));
  assert.ok(after && sent.endsWith(after));
  assert.ok(
    after.length >= 1_999_900 && after.length <= 2_000_100,
    `${after.length} characters after the gap`,
  );
});

test('what waits is forgotten when the console is emptied', async () => {
  const { outbox, drawn, rest } = slowTerminal();
  outbox.push('x'.repeat(1_000_000));
  outbox.clear();
  outbox.push('after');
  await rest();
  assert.ok(drawn.join('').length < 300_000);
  assert.ok(drawn.join('').endsWith('xafter'));
});

test('the terminal’s stylesheet is that of the installed package', () => {
  assert.equal(readFileSync(new URL('./xterm.styles.ts', import.meta.url), 'utf8'), xtermStyles());
});
