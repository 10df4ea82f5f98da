// What failed may be asked again, as often as anything may be asked and no more often.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import {
  answered,
  ask,
  bodies,
  callsOf,
  closeAll,
  log,
  open,
  question,
  refused,
  results,
  started,
  textOf,
} from '../testing/assist.js';
import type { Say } from '../testing/provider.js';
import type { Made, World } from '../testing/world.js';

after(closeAll);

const again = (turn: string) => ({ ...question(turn, 'Hello?'), trigger: 'regenerate-message' });
const reading: Say = { calls: [{ name: 'read_file', input: { path: 'main.py' } }] };
const outputOf = (call: string) => [{ call, name: 'read_file', output: 'pass' }];

/** Asks until it is refused, and gives how often it was answered and what was said in the end. */
async function untilRefused(world: World, room: Made, body: unknown) {
  for (let count = 0; count < 40; count++) {
    const response = await ask(world, room, body);
    if (response.status !== 200)
      return { count, wait: response.headers.get('retry-after'), ...(await refused(response)) };
    await answered(response);
  }
  return { count: 40 };
}

const TOO_OFTEN = {
  status: 429,
  code: 'rate-limited',
  message: 'You ask too often: wait a few seconds.',
  wait: '30',
};

describe('a question that is asked again', () => {
  for (const bound of ['asksPerMinute', 'roomAsksPerMinute'] as const)
    it(`counts as one more, failed or not: ${bound}`, async () => {
      const { world, provider } = await open(() => ({ status: 401 }), { [bound]: 2 });
      const room = await started(world, 'consultant');
      await answered(await ask(world, room, question('t1', 'Hello?')));
      assert.deepEqual(await untilRefused(world, room, again('t1')), { count: 1, ...TOO_OFTEN });
      assert.equal(provider.requests.length, 2);
      assert.equal(
        bodies(await log(world, room), 'assist.answered').length,
        2,
        'nothing is kept of the rest',
      );
    });

  it('counts as one more with results that the log has already, once the step after them failed', async () => {
    let say: Say = reading;
    const { world, provider } = await open(() => say, { asksPerMinute: 2 });
    const room = await started(world, 'consultant');
    const outputs = outputOf(callsOf(await answered(await ask(world, room, question('t1', 'Hi'))))[0] ?? '');
    say = { status: 401 };
    await answered(await ask(world, room, results('t1', outputs)));
    assert.deepEqual(await untilRefused(world, room, results('t1', outputs)), { count: 1, ...TOO_OFTEN });
    assert.equal(provider.requests.length, 3);
  });

  it('counts as one more where its tools are said nothing of', async () => {
    const { world, provider } = await open(() => reading, { asksPerMinute: 2 });
    const room = await started(world, 'consultant');
    await answered(await ask(world, room, question('t1', 'Hi')));
    assert.deepEqual(await untilRefused(world, room, again('t1')), { count: 1, ...TOO_OFTEN });
    assert.equal(provider.requests.length, 2);
  });

  it('is answered, where that is the one more', async () => {
    let say: Say = { status: 401 };
    const { world } = await open(() => say, { asksPerMinute: 2 });
    const room = await started(world, 'consultant');
    await answered(await ask(world, room, question('t1', 'Hello?')));
    say = { text: ['There.'] };
    assert.equal(textOf(await answered(await ask(world, room, again('t1')))), 'There.');
  });
});

describe('an answer that goes on with what its tools gave', () => {
  it('is one question, however many steps it has', async () => {
    const { world, provider } = await open((number) => (number < 4 ? reading : { text: ['So.'] }), {
      asksPerMinute: 1,
    });
    const room = await started(world, 'consultant');
    let frames = await answered(await ask(world, room, question('t1', 'Hi')));
    for (let step = 1; step <= 4; step++)
      frames = await answered(await ask(world, room, results('t1', outputOf(callsOf(frames)[0] ?? ''))));
    assert.equal(textOf(frames), 'So.');
    assert.equal(provider.requests.length, 5);
  });

  it('is one question where the room itself refused all that was called', async () => {
    const { world } = await open(
      (number) =>
        number === 0 ? { calls: [{ name: 'bash', input: { command: 'ls' } }] } : { text: ['I may not.'] },
      { asksPerMinute: 1 },
    );
    const room = await started(world, 'consultant');
    const [call = ''] = callsOf(await answered(await ask(world, room, question('t1', 'Hi'))));
    const on = results('t1', [{ call, name: 'bash', output: 'not allowed' }]);
    assert.equal(textOf(await answered(await ask(world, room, on))), 'I may not.');
  });
});
