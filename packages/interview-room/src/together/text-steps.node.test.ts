import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Text as Lines, type ChangeSet } from '@codemirror/state';
import * as fc from 'fast-check';
import { Doc } from 'yjs';
import { changeOf, changesOf, contentOf, difference, linesOf, rewrite, wellFormed, wholeCharacters } from './text-steps.js'; // prettier-ignore

const texts = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '\u{1f600}', '\u{1f601}', 'e\u0301', 'ש')).map((parts) => parts.join('')); // prettier-ignore

const sharedText = (content: string) => {
  const text = new Doc().getText('a');
  text.insert(0, content);
  return text;
};

describe('changes between CodeMirror and Yjs', () => {
  it('come to the same text, whatever Yjs says', () => {
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.tuple(fc.nat(40), fc.nat(6), texts), { maxLength: 6 }),
        (start, edits) => {
          const text = sharedText(start);
          const before = linesOf(text.toString());
          let changes: ChangeSet | undefined;
          text.observe(({ delta }) => (changes = changesOf(delta, text.length)));
          text.doc?.transact(() => {
            for (const [at, length, insert] of edits) {
              const from = Math.min(at, text.length);
              // In whole characters only, as an editor writes into it.
              const piece = wholeCharacters(linesOf(text.toString()), { from, to: Math.min(from + length, text.length), insert }); // prettier-ignore
              text.delete(piece.from, piece.to - piece.from);
              text.insert(piece.from, wellFormed(piece.insert));
            }
          });
          const after = changes ? changes.apply(before) : before;
          assert.equal(after.toString(), text.toString());
        },
      ),
    );
  });

  it('differ by one stretch that splits no character', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const change = difference(before, after);
        if (!change) return assert.equal(before, after);
        assert.equal(changeOf(change, before.length).apply(linesOf(before)).toString(), after);
        assert.equal(wellFormed(change.insert), change.insert);
      }),
    );
  });

  it('rewrite a shared text to what is wanted', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const text = sharedText(before);
        rewrite(text, after);
        assert.equal(contentOf(text), after);
      }),
    );
  });

  it('widen a change to whole characters', () => {
    const before = Lines.of(['a\u{1f600}b']);
    assert.deepEqual(wholeCharacters(before, { from: 2, to: 3, insert: '\ude01' }), { from: 1, to: 3, insert: '\u{1f601}' }); // prettier-ignore
    assert.deepEqual(wholeCharacters(before, { from: 1, to: 2, insert: '\ud83e' }), { from: 1, to: 3, insert: '\u{1fa00}' }); // prettier-ignore
    assert.deepEqual(wholeCharacters(before, { from: 0, to: 1, insert: 'x' }), {
      from: 0,
      to: 1,
      insert: 'x',
    });
  });
});
