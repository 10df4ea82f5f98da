import { expect } from 'chai';
import { assert, constantFrom, property, string } from 'fast-check';
import { textChange } from './diff.js';

const apply = (text: string, change = textChange(text, text)) =>
  change ? text.slice(0, change.from) + change.insert + text.slice(change.to) : text;

describe('textChange', () => {
  it('is nothing between equals', () => {
    expect(textChange('a', 'a')).to.equal(undefined);
  });

  it('touches only what differs', () => {
    expect(textChange('one two three', 'one 2 three')).to.deep.equal({ from: 4, to: 7, insert: '2' });
    expect(textChange('aa', 'aaa')).to.deep.equal({ from: 2, to: 2, insert: 'a' });
    expect(textChange('abc', '')).to.deep.equal({ from: 0, to: 3, insert: '' });
  });

  it('never splits a character in two', () => {
    expect(textChange('😀', '😁')).to.deep.equal({ from: 0, to: 2, insert: '😁' });
    expect(textChange('a\u{1f600}b', 'a\u{10600}b')).to.deep.equal({ from: 1, to: 3, insert: '\u{10600}' });
  });

  it('makes the one of the other, whole characters at a time', () => {
    const text = string({ unit: constantFrom('a', 'b', '\n', '😀', '😁', '\u{10600}') });
    assert(
      property(text, text, (before, after) => {
        const change = textChange(before, after);
        expect(apply(before, change)).to.equal(after);
        expect(change?.insert.isWellFormed() ?? true).to.equal(true);
      }),
    );
  });
});
