// What a model is told of a room, and what it is never told, as its provider sees it.
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
  results,
  started,
} from '../testing/assist.js';
import { Client } from '../testing/client.js';
import type { ProviderRequest } from '../testing/provider.js';

after(closeAll);

const systemOf = (request: ProviderRequest | undefined) => String(request?.body.messages?.[0]?.content);
/** What people said, as the model is told it. */
const askedOf = (request: ProviderRequest | undefined) =>
  (request?.body.messages ?? []).filter(({ role }) => role === 'user').map(({ content }) => content);

describe('what a model is told', () => {
  it('is what the page sends of the room, before what was asked, and with each later question again', async () => {
    const { world, provider } = await open(() => ({ text: ['So.'] }));
    const room = await started(world, 'consultant');
    const first = [
      { name: 'language', hash: 'h1', text: 'python' },
      { name: 'file main.py', hash: 'h2', text: 'Open, with the cursor in line 1:\n1\ta = 1' },
    ];
    const second = [
      { name: 'language', hash: 'h1' },
      { name: 'file main.py', hash: 'h3', text: 'Open, with the cursor in line 1:\n1\ta = 2' },
    ];
    await answered(await ask(world, room, { ...question('t1', 'Why?'), context: first }));
    await answered(await ask(world, room, { ...question('t2', 'And now?'), context: second }));
    const one =
      '<data name="language">\n```\npython\n```\n</data>\n\n' +
      '<data name="file main.py">\n```\nOpen, with the cursor in line 1:\n1\ta = 1\n```\n</data>\n\nWhy?';
    const two =
      '<data name="file main.py">\n```\nOpen, with the cursor in line 1:\n1\ta = 2\n```\n</data>\n\nAnd now?';
    assert.deepEqual(provider.requests.map(askedOf), [[one], [one, two]]);
    const kept = bodies(await log(world, room, 'candidate'), 'assist.asked').map(({ context }) => context);
    assert.deepEqual(kept, [first, second]);
  });

  it('is the language, the stage and the time as they are when it is asked', async () => {
    const { world, provider } = await open(() => ({ text: ['So.'] }));
    const room = await world.room({ assist: { level: 'consultant' } });
    const [candidate, interviewer] = await Promise.all(
      (['candidate', 'interviewer'] as const).map((role) =>
        Client.join(world, room.id, { token: room.tokens[role] }),
      ),
    );
    const asks = async (turn: string) => {
      await answered(await ask(world, room, question(turn, 'How far?'), 'interviewer'));
      const lines = systemOf(provider.requests.at(-1)).split('\n');
      return lines.find((line) => line.includes('The stage of the interview'));
    };
    assert.equal(
      await asks('t1'),
      'The candidate works in "python". The stage of the interview: "waiting". 25 minutes are left.',
    );
    for (const [kind, body] of [
      ['stage.changed', { stage: 'started' }],
      ['language.changed', { language: 'javascript' }],
    ] as const)
      assert.equal(typeof (await candidate?.append(kind, body)), 'number');
    assert.equal(typeof (await interviewer?.append('timer.set', { totalMs: 7.5 * 60_000 })), 'number');
    assert.equal(
      await asks('t2'),
      'The candidate works in "javascript". The stage of the interview: "started". 8 minutes are left.',
    );
    assert.equal(typeof (await candidate?.append('stage.changed', { stage: 'submitted' })), 'number');
    assert.match(String(await asks('t3')), /The stage of the interview: "submitted"\./);
    await Promise.all([candidate?.leave(), interviewer?.leave()]);
  });
});

describe('what no model is told', () => {
  it('is what interviewers note and score, whoever asks', async () => {
    const { world, provider } = await open((number) =>
      number === 0 ? { calls: [{ name: 'read_file', input: { path: 'main.py' } }] } : { text: ['So.'] },
    );
    const room = await started(world);
    const interviewer = await Client.join(world, room.id, { token: room.tokens.interviewer });
    for (const [kind, body] of [
      ['note.added', { note: 'n1', text: 'NOTED slow to begin', moment: 1 }],
      ['note.changed', { note: 'n1', text: 'NOTED slow, then fast' }],
      ['note.added', { note: 'n2', text: 'NOTED to be removed' }],
      ['note.removed', { note: 'n2' }],
      ['score.given', { criterion: 'edges', score: 4, comment: 'NOTED edge cases too' }],
      ['coach.advised', { advice: 'a1', level: 'consultant', rule: 'too-much-help', reason: 'NOTED' }],
    ] as const)
      assert.equal(typeof (await interviewer.append(kind, body)), 'number', kind);
    const [call = ''] = callsOf(await answered(await ask(world, room, question('t1', 'How do I do?'))));
    await answered(await ask(world, room, results('t1', [{ call, name: 'read_file', output: 'pass' }])));
    await answered(await ask(world, room, question('t2', 'How do they do?'), 'interviewer'));
    assert.equal(provider.requests.length, 3);
    assert.ok(JSON.stringify(await log(world, room)).includes('NOTED'), 'the log has them');
    for (const { text } of provider.requests) assert.ok(!/NOTED|too-much-help|edges/.test(text), text);
    await interviewer.leave();
  });
});
