import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { levels } from '@interview-room/assistant/levels';
import type { Assist, AssistStep, AssistTurn } from '@interview-room/core/replay';
import {
  answered,
  ask,
  callsOf,
  closeAll,
  open,
  question,
  refused,
  results,
  started,
} from '../testing/assist.js';
import type { Say } from '../testing/provider.js';
import { mustAfford, outputLeft } from './budget.js';
import { boundsOf } from './options.js';

after(closeAll);

const step = (given: Partial<AssistStep> = {}): AssistStep => ({
  by: 'assistant',
  at: 0,
  text: '',
  calls: [],
  finish: 'stop',
  usage: { inputTokens: 10, outputTokens: 10 },
  ...given,
});
const turn = (steps: AssistStep[], text = ''): AssistTurn => ({ turn: 't', by: 'ada', at: 0, text, steps });
const talk = (turns: AssistTurn[]): Assist => ({
  level: 'consultant',
  session: 'active',
  direct: false,
  turns,
});
const { steps, outputTokens, turns } = levels.consultant.budgets;
const many = (count: number, each = step()) => Array.from({ length: count }, () => each);

describe('what a level allows', () => {
  const affords = (assist: Assist, own?: AssistTurn, bounds = {}) => {
    try {
      mustAfford(assist, own, 'ada', boundsOf({ models: {}, ...bounds }));
      return true;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('is so many questions, steps and tokens of an answer', () => {
    const asked = (count: number) => talk(Array.from({ length: count }, () => turn([])));
    assert.equal(affords(asked(turns - 1)), true);
    assert.match(String(affords(asked(turns))), /allows 100 questions/);
    const own = (all: AssistStep[]) => affords(talk([turn(all)]), turn(all));
    assert.equal(own(many(steps - 1)), true);
    assert.match(String(own(many(steps))), /at most 8 steps/);
    assert.equal(
      own([...many(steps - 1), ...many(5, step({ finish: 'error' }))]),
      true,
      'one that failed is none',
    );
    assert.match(String(own([step({ usage: { outputTokens } })])), /as long as it may be/);
    assert.equal(outputLeft(talk([]), turn([step({ usage: { outputTokens: 1000 } })])), outputTokens - 1000);
  });

  it('is reckoned where no provider counted, or an answer was stopped before it did', () => {
    const { usage: _, ...uncounted } = step({ text: 'x'.repeat(4000) });
    const rows: [name: string, AssistStep, tokens: number][] = [
      ['counted', step({ text: 'x'.repeat(4000) }), 20],
      ['not counted', uncounted, 1000 + 25],
      ['stopped', { ...uncounted, finish: 'stopped' }, 1000 + 25],
      ['stopped, with a count that had only begun', step({ ...uncounted, finish: 'stopped', usage: { inputTokens: 7, outputTokens: 1 } }), 1007],
      ['cut', { ...uncounted, finish: 'error' }, 1000 + 25],
      ['refused', { ...uncounted, text: '', finish: 'error' }, 0],
      ['of a person', { ...uncounted, by: 'interviewer-1' }, 0],
    ]; // prettier-ignore
    for (const [name, each, tokens] of rows) {
      const assist = talk([turn([each], 'y'.repeat(100))]);
      assert.equal(affords(assist, undefined, { roomTokens: tokens + 1 }), true, name);
      assert.equal(typeof affords(assist, undefined, { roomTokens: Math.max(tokens, 0) }), 'string', name);
    }
  });
});

describe('a relay', () => {
  it('asks for no more than is left of the answer', async () => {
    let say: Say = { calls: [{ name: 'read_file', input: { path: 'main.py' } }] };
    const { world, provider } = await open(() => say);
    const room = await started(world, 'consultant');
    const [call = ''] = callsOf(await answered(await ask(world, room, question('t1', 'Hi'))));
    say = { text: ['So.'] };
    await answered(await ask(world, room, results('t1', [{ call, name: 'read_file', output: 'pass' }])));
    const asked = provider.requests.map(({ text }) => /"max_(?:completion_)?tokens":(\d+)/.exec(text)?.[1]);
    assert.deepEqual(asked, [outputTokens, outputTokens - 20].map(String));
  });

  it('lets nobody have more for stopping in time', async () => {
    const { world } = await open(() => ({ text: ['x'.repeat(4000)], cut: true }), { personTokens: 1500 });
    const room = await started(world, 'consultant');
    for (const id of ['t1', 't2']) await answered(await ask(world, room, question(id, 'Go on')));
    const { code } = await refused(await ask(world, room, question('t3', 'Go on')));
    assert.equal(code, 'budget');
  });
});
