import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import {
  emptyHead,
  seal,
  toBase64,
  withhold,
  type Delivered,
  type Entry,
} from '@interview-room/core/protocol';
import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { momentAt } from './moment.js';

/** A log in which a file says one thing more with each entry. */
function log(words: readonly string[]): Entry[] {
  const doc = new Doc();
  doc.getMap<string>('files').set('python/a.py', 'file:python/a.py');
  const entries: Entry[] = [];
  for (const [index, word] of words.entries()) {
    doc.getText('file:python/a.py').insert(doc.getText('file:python/a.py').length, word);
    const body = { update: toBase64(encodeStateAsUpdate(doc)) };
    entries.push(
      seal({ id: `e${index}`, by: 'ada', kind: 'doc.update', body }, entries.at(-1) ?? emptyHead, index)
        .entry,
    );
  }
  return entries;
}

describe('the files at a moment', () => {
  it('say what had been written by then, and no more', () => {
    const entries: Delivered[] = log(['one ', 'two ', 'three']);
    const filesAt = (seq: number) => momentAt(entries, seq).files;
    assert.deepEqual(filesAt(0), {});
    assert.deepEqual(filesAt(2), { 'python/a.py': 'one two ' });
    assert.deepEqual(filesAt(99), { 'python/a.py': 'one two three' });
  });

  it('are there also where an entry is withheld or cannot be read', () => {
    const [first, second, third] = log(['one ', 'two ', 'three']) as [Entry, Entry, Entry];
    const broken = { ...second, body: { update: 'AAAA' } };
    assert.deepEqual(momentAt([first, withhold(second), broken, third], 3).files, {
      'python/a.py': 'one two three',
    });
  });

  it('say which was written in last by then', () => {
    const doc = new Doc();
    const update = (path: string): Entry => {
      const before = encodeStateVector(doc);
      doc.getMap<string>('files').set(path, `file:${path}`);
      doc.getText(`file:${path}`).insert(0, 'x');
      const body = { update: toBase64(encodeStateAsUpdate(doc, before)) };
      return seal({ id: path, by: 'ada', kind: 'doc.update', body }, emptyHead, 0).entry;
    };
    const written = ['javascript/a.js', 'python/b.py', 'javascript/a.js'];
    const entries = written.map((path, index) => ({ ...update(path), seq: index + 1 }));
    for (const seq of [1, 2, 3]) assert.equal(momentAt(entries, seq).path, written[seq - 1]);
    assert.equal(momentAt(entries, 0).path, undefined);
  });
});
