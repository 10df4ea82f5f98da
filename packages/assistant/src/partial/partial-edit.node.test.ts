import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { JsonFields } from './json-fields.js';
import { PartialEdit, partialEdit } from './partial-edit.js';

const file = 'one\ntwo\nthree\n';
const read = (path: string) => (path === 'main.py' ? file : undefined);
const write = JSON.stringify({ file_path: 'main.py', content: 'ONE "\\\n\u{1F600}\u0001two\n' });
const edit = JSON.stringify(
  { path: 'main.py', old_string: 'two', new_string: 'zwei\n😀', replace_all: false },
  null,
  1,
);
/** As some servers write it. */
const escaped = edit.replace(
  /[\u007f-\uffff]/g,
  (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

describe('an edit that grows', () => {
  const rows: readonly [what: string, tool: string, text: string, after: string][] = [
    ['a file that is written', 'Write', write, 'ONE "\\\n😀\u0001two\n'],
    ['a part that is replaced', 'edit_file', edit, 'one\nzwei\n😀\nthree\n'],
    ['a part with everything escaped', 'Edit', escaped, 'one\nzwei\n😀\nthree\n'],
  ];
  for (const [what, tool, text, after] of rows)
    it(`${what}: at every split, and never backwards`, () => {
      const whole = { path: 'main.py', before: file, after, done: true };
      assert.deepEqual(partialEdit(tool, text, read), whole);
      for (let at = 0; at <= text.length; at++) {
        const partial = new PartialEdit(tool, read);
        partial.push(text.slice(0, at));
        const begun = partial.edit;
        assert.ok(begun === undefined || begun.after.isWellFormed());
        partial.push(text.slice(at));
        assert.deepEqual(partial.edit, whole, `split at ${at}`);
      }
      const partial = new PartialEdit(tool, read);
      let longest = '';
      let shown = 0;
      for (const char of text) {
        partial.push(char);
        const { after = longest } = partial.edit ?? {};
        const own = commonStart(after, whole.after);
        assert.ok(own >= commonStart(longest, whole.after));
        if (after !== longest) shown++;
        longest = after;
      }
      assert.ok(shown > 5, `it was shown ${shown} times`);
    });

  it('leaves the lines below while a file is written over', () => {
    const at = (content: string) =>
      partialEdit('write_file', `{"path":"main.py","content":"${content}`, read)?.after;
    assert.equal(at('O'), 'O\ntwo\nthree\n');
    assert.equal(at('ONE\\nT'), 'ONE\nT\nthree\n');
    assert.equal(at('1\\n2\\n3\\n4\\n5'), '1\n2\n3\n4\n5');
    assert.equal(at('ONE"'), 'ONE');
  });

  it('waits for what it has to know', () => {
    const rows = [
      '',
      '{',
      '{"path":"mai',
      '{"content":"x","path":"main.py',
      '{"path":"../x","content":"x"}',
      '{"path":"main.py","old_string":"tw',
      '{"path":"main.py","old_string":"nine","new_string":"x"}',
      '{"path":"main.py","old_string":"","new_string":"x"}',
      '["path"]',
      'nonsense',
      '{"path" "main.py"}',
    ];
    for (const text of rows)
      for (const tool of ['write_file', 'edit_file'])
        assert.ok(!partialEdit(tool, text, read)?.after, `${tool} ${text}`);
    assert.equal(partialEdit('bash', write, read), undefined);
    assert.equal(
      partialEdit('edit_file', '{"new_string":"x","old_string":"two","path":"main.py"', read)?.after,
      'one\nx\nthree\n',
    );
    assert.equal(
      partialEdit(
        'edit_file',
        '{"path":"main.py","old_string":"t","new_string":"T","replace_all":true}',
        read,
      )?.after,
      'one\nTwo\nThree\n',
    );
    assert.equal(partialEdit('write_file', '{"path":"new.py","content":"x"', read)?.before, '');
  });

  it('stays as it was where the rest is broken', () => {
    const partial = new PartialEdit('write_file', read);
    partial.push('{"path":"main.py","content":"x"');
    assert.equal(partial.edit?.after, 'x');
    partial.push(' oops');
    assert.deepEqual([partial.edit?.after, partial.edit?.done], ['x', false]);
  });
});

describe('fields of a growing object', () => {
  it('are those of the whole one, however it is cut', () => {
    let seen = 0;
    const values = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), values),
        fc.infiniteStream(fc.nat(7)),
        fc.boolean(),
        (object, sizes, spaced) => {
          const text = JSON.stringify(object, null, spaced ? 2 : 0);
          const fields = new JsonFields();
          for (let at = 0; at < text.length;) {
            const size = (sizes.next().value ?? 0) + 1;
            fields.push(text.slice(at, at + size));
            at += size;
          }
          const expected = Object.entries(JSON.parse(text) as object);
          assert.ok(fields.whole, text);
          assert.deepEqual([...fields.names()].sort(), expected.map(([name]) => name).sort());
          for (const [name, value] of expected) assert.deepEqual(fields.field(name), { value, whole: true });
          seen += expected.length;
        },
      ),
      { numRuns: 500 },
    );
    assert.ok(seen > 500);
  });
});

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}
