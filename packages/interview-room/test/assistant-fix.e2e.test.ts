// The assistant writes, tests, reads what failed and fixes it, and nobody presses a button: with proposals that nobody has
// accepted, and written at once. The tests run in the browser.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Desk, look, resultsIn, steps, until } from './assistant-desk.js';

const wrong = 'def merge(meetings):\n    return sorted(meetings)\n';
const right = `def merge(meetings):
    result = []
    for start, end in sorted(meetings):
        if result and start <= result[-1][1]:
            result[-1][1] = max(result[-1][1], end)
        else:
            result.append([start, end])
    return result
`;
const script = steps(
  { name: 'write_file', input: { path: 'merge.py', content: wrong } },
  { name: 'run_tests', input: {} },
  { name: 'write_file', input: { path: 'merge.py', content: right } },
  { name: 'run_tests', input: {} },
);

for (const [wire, level, port] of [
  ['OpenAI', 'pair-programming', 8610],
  ['Anthropic', 'full-copilot', 8620],
] as const) {
  const direct = level === 'full-copilot';
  describe(`an assistant at “${level}” over the wire of ${wire}`, () => {
    let desk: Desk;
    before(async () => (desk = await Desk.open({ port, wire, level, script })));
    after(() => desk?.close());

    it('writes what is wrong, tests it, is told what failed, and fixes it, with no button pressed', async () => {
      const { candidate, interviewer, provider } = desk;
      const { text: begun } = await look(candidate);
      if (direct) {
        await interviewer.getByText('Settings and private instructions').click();
        await interviewer.getByRole('checkbox', { name: 'Write without asking' }).check();
        await until(
          () => look(candidate),
          (now) => now.direct,
          'that it may write at once',
        );
      }
      await desk.ask(candidate, 'Write it for me, please.');
      const { turns, proposals, text } = await desk.over(candidate);
      const requests = provider.requests.map(resultsIn);
      const told = requests[4] ?? [];
      const growing = [0, 1, 2, 3, 4].map((count) => told.slice(0, count));
      assert.deepEqual(requests, growing, 'each result is told in the request after it');
      const [, failing = '', , passing = ''] = told;
      assert.match(failing, /1 of 2 tests pass\./);
      assert.match(failing, /FAILED the example/);
      assert.match(failing, /expected: \[\[9, 12\], \[14, 15\]\]/);
      assert.match(failing, /actual: \[\[9, 11\], \[10, 12\], \[14, 15\]\]/);
      assert.match(failing, /Passed: nothing overlaps/);
      assert.match(passing, /All 2 tests pass\./);
      const calls = turns[0]?.steps.flatMap((step) => step.calls) ?? [];
      assert.deepEqual(
        calls.map(({ output }) => output),
        told,
      );
      if (direct) {
        assert.equal(text, right);
        assert.deepEqual(proposals, []);
        return;
      }
      assert.equal(text, begun, 'a proposal is not an edit');
      assert.match(passing, /Run with your proposals for merge\.py/);
      assert.deepEqual(
        proposals.map(({ after, resolved }) => [after, resolved?.outcome]),
        [
          [wrong, 'stale'],
          [right, undefined],
        ],
      );
    });

    it('has all of it in the log', async () => {
      const entries = await desk.log();
      const kinds = ['assist.asked', 'assist.answered', 'assist.acted', 'edit.proposed', 'edit.resolved'];
      const found = entries.filter(({ kind }) => kinds.includes(kind));
      const write = direct
        ? ['assist.answered', 'assist.acted']
        : ['assist.answered', 'edit.proposed', 'assist.acted'];
      const again = direct ? write : ['assist.answered', 'edit.proposed', 'edit.resolved', 'assist.acted'];
      const test = ['assist.answered', 'assist.acted'];
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['assist.asked', ...write, ...test, ...again, ...test, 'assist.answered'],
      );
      const acted = found
        .filter(({ kind }) => kind === 'assist.acted')
        .map(({ body }) => JSON.stringify(body));
      assert.match(acted[1] ?? '', /1 of 2 tests pass/);
      assert.match(acted[3] ?? '', /All 2 tests pass/);
      await until(
        () => look(desk.interviewer),
        ({ turns }) => turns[0]?.steps.length === 5,
        'the interviewer to have all of it',
      );
      assert.deepEqual(desk.problems, []);
    });
  });
}
