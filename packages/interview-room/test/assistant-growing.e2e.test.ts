// An edit is seen while the model still writes it, by who asked and by who watches: the model holds its arguments back in the
// midst until the test lets them go.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { ProviderRequest, Say } from '../../server/src/testing/provider.js';
import { Desk, look, resultsIn, until } from './assistant-desk.js';

const typed = 'def merge(meetings):\n    return []\n\n\ndef show(meetings):\n    print(meetings)\n';
const lines = Array.from({ length: 8 }, (_, n) => `    # Step ${n} of what it does.\n`);
const written = `def merge(meetings):\n${lines.join('')}    return sorted(meetings)\n\n\ndef show(meetings):\n    print(meetings)\n`;
const calls = {
  write_file: { path: 'merge.py', content: written },
  edit_file: {
    path: 'merge.py',
    old_string: '    return []\n',
    new_string: `${lines.join('')}    return meetings\n`,
  },
};
/** So many pieces come before the rest is held back. */
const BEFORE = 10;

/** Holds what is paced after some pieces, until it is let go. */
class Gate {
  private count = 0;
  private open = () => {};
  private readonly held = new Promise<void>((resolve) => (this.open = resolve));

  readonly pace = (): Promise<void> => (++this.count === BEFORE ? this.held : Promise.resolve());
  release(): void {
    this.open();
  }
}

/** The lines that are proposed, as an editor draws them, with the flag of who writes taken out. */
const proposed = (page: Page) =>
  page.locator('code-editor').evaluate((editor) =>
    [...(editor.shadowRoot ?? editor).querySelectorAll('.cm-proposal-line')].map((line) => {
      const copy = line.cloneNode(true) as Element;
      copy.querySelector('.cm-proposal-caret')?.remove();
      return copy.textContent ?? '';
    }),
  );

for (const [wire, tool, port] of [
  ['OpenAI', 'write_file', 8630],
  ['Anthropic', 'edit_file', 8640],
] as const) {
  describe(`an edit that ${tool} makes over the wire of ${wire}`, () => {
    let desk: Desk;
    const gate = new Gate();
    const script = (request: ProviderRequest): Say =>
      resultsIn(request).length > 0
        ? { text: ['It is proposed.'] }
        : { calls: [{ name: tool, input: calls[tool] }], pace: gate.pace };

    before(async () => {
      desk = await Desk.open({ port, wire, script });
      await desk.type(desk.candidate, typed);
      await until(
        () => look(desk.interviewer),
        ({ text }) => text === typed,
        'the interviewer to have the text',
      );
    });
    after(() => desk?.close());

    it('grows in the editors of both, with the assistant’s flag where it writes', async () => {
      await desk.ask(desk.candidate, 'Do it, please.');
      for (const page of desk.both) {
        await page.locator('.cm-proposal-flag', { hasText: 'Assistant' }).waitFor();
        const seen = await until(
          () => proposed(page),
          (found) => found.length > 2,
          'the lines that came',
        );
        assert.ok(seen.length < lines.length, `not all of it has come: ${seen.join('|')}`);
        assert.equal(seen[0], lines[0]?.trimEnd());
        const { text, proposals, turns } = await look(page);
        assert.equal(text, typed, 'nothing is changed by it');
        assert.deepEqual([proposals, turns[0]?.steps], [[], []], 'the call has not come to its end');
      }
    });

    it('is whole once its end has come, and nobody writes there any more', async () => {
      gate.release();
      await desk.over(desk.candidate);
      for (const page of desk.both) {
        await page.locator('.cm-proposal-sum', { hasText: 'Assistant proposes' }).waitFor();
        await page.locator('.cm-proposal-flag').waitFor({ state: 'detached' });
        const seen = await proposed(page);
        for (const line of lines) assert.ok(seen.includes(line.trimEnd()), `${line} of ${seen.join('|')}`);
        const { text, proposals } = await look(page);
        assert.equal(text, typed, 'a proposal is not an edit');
        const after =
          tool === 'write_file'
            ? written
            : typed.replace(calls.edit_file.old_string, calls.edit_file.new_string);
        assert.deepEqual(
          proposals.map((each) => each.after),
          [after],
        );
      }
      assert.deepEqual(desk.problems, []);
    });
  });
}
