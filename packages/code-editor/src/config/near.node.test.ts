import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { pythonLanguage } from '@codemirror/lang-python';
import { highlightTree } from '@lezer/highlight';
import type { Tree } from '@lezer/common';
import { highlighter } from './highlight.js';
import { near } from './near.js';

const python = Array.from(
  { length: 60 },
  (_, at) =>
    `class A${at}(B):\n    """Doc\n    of ${at}"""\n    def f(self, x=1.5):\n        return f"a{x}"\n`,
).join('\n');
const javascript = Array.from(
  { length: 60 },
  (_, at) => `export class A${at} {\n  /* of\n  ${at} */\n  f = (x = 1) => \`a\${x}\`;\n}\n`,
).join('\n');

function colours(tree: Tree, from: number, to: number): string[] {
  const found: string[] = [];
  highlightTree(tree, highlighter, (start, end, classes) => found.push(`${start} ${end} ${classes}`), from, to); // prettier-ignore
  return found;
}
const nodes = (tree: Tree): number => {
  let count = 0;
  tree.iterate({ enter: () => void count++ });
  return count;
};

for (const [name, { parser }, text] of [
  ['Python', pythonLanguage, python],
  ['JavaScript', javascriptLanguage, javascript],
] as const) {
  describe(`a tree near a stretch of ${name}`, () => {
    const tree = parser.parse(text);

    it('has the colours of that stretch, wherever it is', () => {
      for (let from = 0; from < text.length; from += 7)
        for (const length of [0, 1, 40, 400]) {
          const to = Math.min(text.length, from + length);
          assert.deepEqual(colours(near(tree, from, to), from, to), colours(tree, from, to));
        }
    });

    it('has little more than that stretch', () => {
      const all = parser.parse(text.repeat(10));
      const part = near(all, all.length / 2, all.length / 2 + 40);
      assert.ok(nodes(part) < nodes(all) / 10, `${nodes(part)} of ${nodes(all)}`);
      assert.equal(part.length, all.length);
    });
  });
}
