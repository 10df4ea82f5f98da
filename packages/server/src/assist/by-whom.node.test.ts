// What may be asked and spent, by each who is in a room and by all of them together.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { newId } from '@interview-room/core/protocol';
import { answered, ask, closeAll, open, question, refused, started } from '../testing/assist.js';
import type { Made, World } from '../testing/world.js';
import type { AssistOptions } from './options.js';

after(closeAll);

type Asker = 'candidate' | 'interviewer';
type Row = [what: string, options: Partial<AssistOptions>, code: string, words: string];

// The scripted provider takes 120 tokens for an answer: of this price, twelve cents.
const price = { input: 1000, output: 1000 };
const TOO_OFTEN = 'You ask too often: wait a few seconds.';

const asks = async (world: World, room: Made, role: Asker) =>
  void (await answered(await ask(world, room, question(newId(), 'Good?'), role)));
const mayNot = async (world: World, room: Made, role: Asker, code: string, words: string) => {
  const { message, ...rest } = await refused(await ask(world, room, question(newId(), 'Good?'), role));
  assert.deepEqual([rest.status, rest.code, message], [429, code, words], role);
};
const opened = async (options: Partial<AssistOptions>) => {
  const { world, provider } = await open(() => ({ text: ['Yes.'] }), options);
  return { world, provider, room: await started(world, 'consultant') };
};

describe('what one person may have', () => {
  const rows: Row[] = [
    ['a minute', { asksPerMinute: 2, roomAsksPerMinute: 100 }, 'rate-limited', TOO_OFTEN],
    ['tokens', { personTokens: 200 }, 'budget', 'You have used all the tokens you may.'],
    ['cost', { price, personCost: 0.2 }, 'budget', 'You have spent as much here as you may.'],
  ];
  for (const [what, options, code, words] of rows)
    it(`is used up by that one alone: ${what}`, async () => {
      const { world, provider, room } = await opened(options);
      for (let twice = 0; twice < 2; twice++) await asks(world, room, 'candidate');
      await mayNot(world, room, 'candidate', code, words);
      for (let twice = 0; twice < 2; twice++) await asks(world, room, 'interviewer');
      for (const role of ['candidate', 'interviewer'] as const) await mayNot(world, room, role, code, words);
      assert.equal(provider.requests.length, 4);
    });

  it('is used up in that room, and not in another that the same person is in', async () => {
    const { world, room } = await opened({ asksPerMinute: 1, roomAsksPerMinute: 100 });
    const ofAda = async (made: Made): Promise<Made> => {
      const candidate = await world.token(made.id, { role: 'candidate', sub: 'ada' });
      return { ...made, tokens: { ...made.tokens, candidate } };
    };
    const [one, other] = [await ofAda(room), await ofAda(await started(world, 'consultant'))];
    await asks(world, one, 'candidate');
    await mayNot(world, one, 'candidate', 'rate-limited', TOO_OFTEN);
    await asks(world, other, 'candidate');
  });
});

describe('what all of a room may have', () => {
  const rows: Row[] = [
    ['a minute', { asksPerMinute: 10, roomAsksPerMinute: 2 }, 'rate-limited', TOO_OFTEN],
    [
      'tokens',
      { personTokens: 1000, roomTokens: 200 },
      'budget',
      'This room has used all the tokens it may.',
    ],
    ['cost', { price, personCost: 1, roomCost: 0.2 }, 'budget', 'This room has cost as much as it may.'],
  ];
  for (const [what, options, code, words] of rows)
    it(`is used up by all of them, and by no other room: ${what}`, async () => {
      const { world, provider, room } = await opened(options);
      await asks(world, room, 'candidate');
      await asks(world, room, 'interviewer');
      for (const role of ['candidate', 'interviewer'] as const) await mayNot(world, room, role, code, words);
      await asks(world, await started(world, 'consultant'), 'candidate');
      assert.equal(provider.requests.length, 3);
    });
});
