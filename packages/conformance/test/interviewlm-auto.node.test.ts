import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { ExecutionOffer } from '@interview-room/core';
import { FAR, STARTER, until } from './interviewlm-stage.js';
import { ask, talk } from './interviewlm-talk.js';

async function results(execution: ExecutionOffer | undefined): Promise<string[]> {
  const names: string[] = [];
  const request = { language: 'python', files: { 'solution.py': 'print(input()[::-1])\n' } };
  for await (const event of execution?.test?.(request) ?? [])
    if (event.type === 'test') names.push((event as { name?: string }).name ?? '');
  return names;
}

/** What docs/BACKENDS.md promises: whatever the variant, it need not be named. */
describe('interviewlm whose variant is not named', () => {
  for (const [variant, manner] of [
    ['current', {}],
    ['legacy', { agent: false }],
    ['proposed', {}],
    ['streamed', {}],
  ] as const)
    it(`is joined, typed into, asked and tested: ${variant}`, { timeout: 30_000 }, async () => {
      const stage = await talk({ dialect: 'auto', variant }, manner);
      assert.match(stage.notices[0]?.text ?? '', variant === 'proposed' ? /\(proposed\)/ : /interviewlm:/);
      stage.type('# mine\n');
      await until(() => stage.interview.files.get(FAR) === `# mine\n${STARTER}`);
      stage.far(FAR, `# mine\n${STARTER}# theirs\n`);
      await until(() => stage.main.endsWith('# theirs\n'));
      assert.equal((await ask(stage, 'hello').over).text, 'You said: hello.');
      assert.deepEqual(await results(stage.room.offers.execution), ['a word', 'hidden word']);
    });
});
