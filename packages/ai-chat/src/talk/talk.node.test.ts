import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { ChatTransport } from '@interview-room/assistant/streams';
import { Scripted } from '../testing/scripted.js';
import { Talk, type TalkHost } from './talk.js';

const turn = () => new Promise((done) => setTimeout(done, 1));

let model: Scripted;
let told: string[];
let online: boolean;
let ready: boolean;
let transport: ChatTransport;
let talk: Talk;

function host(): TalkHost {
  return {
    transport: () => transport,
    ready: () => ready,
    context: () => ({ model: 'small' }),
    online: () => online,
    changed: () => undefined,
    grew: (_, event) => void told.push(event.type),
    started: ({ text }) => void told.push(`started ${text}`),
    called: ({ name }) => void told.push(`called ${name}`),
    failed: ({ code }) => void told.push(`failed ${code}`),
    finished: ({ message: { text, status } }) => void told.push(`finished ${text} ${status ?? 'done'}`),
  };
}
const texts = () => talk.entries.map(({ message }) => message.text);
const last = () => talk.entries.at(-1)?.message;

beforeEach(() => {
  model = new Scripted();
  told = [];
  online = ready = true;
  transport = model.transport;
  talk = new Talk(host());
});

describe('a talk', () => {
  it('leaves nothing of an answer that a person is to give, and tells which messages are new', async () => {
    const history = [{ id: 'q', role: 'user', text: 'Hello?' } as const];
    assert.deepEqual(talk.give(history), [], 'a history is no news');
    talk.send('Are you there?');
    await turn();
    model.last.say({ type: 'data', name: 'paused', data: true }, { type: 'finish', reason: 'stop' });
    await turn();
    assert.deepEqual([texts(), talk.own], [['Hello?', 'Are you there?'], undefined]);
    const reply = { id: 'r', role: 'assistant', text: 'I am.', by: 'Grace' } as const;
    const asked = talk.entries[1]?.message;
    assert.deepEqual(asked && talk.give([...history, asked, reply]), [reply]);
    assert.deepEqual(texts(), ['Hello?', 'Are you there?', 'I am.']);
  });

  it('keeps what was said before a person took over', async () => {
    talk.send('And?');
    await turn();
    model.last.say(
      'First, ',
      { type: 'data', name: 'paused', data: true },
      { type: 'finish', reason: 'stop' },
    );
    await turn();
    assert.deepEqual(texts(), ['And?', 'First, ']);
  });

  it('asks, takes the answer in as it comes, and asks again with all that was said', async () => {
    const id = talk.send('One?');
    await turn();
    assert.deepEqual(model.last.request.messages, [talk.entries[0]?.message]);
    assert.equal(model.last.request.model, 'small');
    model.last.say('Yes', ' it is.');
    await turn();
    assert.deepEqual([texts(), last()?.status], [['One?', 'Yes it is.'], 'streaming']);
    model.last.say({ type: 'usage', outputTokens: 3 }, { type: 'finish', reason: 'stop' });
    await turn();
    assert.deepEqual([last()?.status, last()?.usage], [undefined, { outputTokens: 3 }]);
    assert.equal(last()?.id, `${id}/answer`);
    talk.send('Two?');
    await turn();
    assert.deepEqual(
      model.last.request.messages.map(({ text }) => text),
      ['One?', 'Yes it is.', 'Two?'],
    );
    assert.equal(model.last.request.id, model.answers[0]?.request.id);
    assert.deepEqual(told, [
      'started One?',
      'text',
      'text',
      'usage',
      'finish',
      'finished Yes it is. done',
      'started Two?',
    ]);
  });

  it('takes the id that the backend has for the answer', async () => {
    talk.send('?');
    await turn();
    model.last.say({ type: 'start', id: 'theirs', model: 'm' }, 'a');
    await turn();
    assert.deepEqual([last()?.id, last()?.model], ['theirs', 'm']);
  });

  it('queues what is sent while an answer is under way, which can be taken out', async () => {
    talk.send('One');
    talk.send('Two');
    const three = talk.send('Three');
    await turn();
    assert.deepEqual([model.answers.length, talk.waiting, talk.queue.all.length], [1, 'answer', 2]);
    talk.unqueue(three);
    model.last.say('1').end();
    await turn();
    model.last.say('2').end();
    await turn();
    assert.deepEqual([texts(), talk.queue.all], [['One', '1', 'Two', '2'], []]);
  });

  it('queues while there is no connection, and sends when there is one or when told to', async () => {
    online = false;
    talk.send('One');
    const two = talk.send('Two');
    await turn();
    assert.deepEqual([model.answers.length, talk.waiting], [0, 'offline']);
    talk.sendNow(two);
    await turn();
    assert.equal(model.last.request.messages[0]?.text, 'Two');
    online = true;
    talk.flush();
    model.last.say('2').end();
    await turn();
    assert.deepEqual(texts(), ['Two', '2', 'One', '']);
  });

  it('asks nothing before there is something to ask', async () => {
    ready = false;
    talk.send('One');
    await turn();
    assert.equal(model.answers.length, 0);
    ready = true;
    talk.flush();
    await turn();
    assert.equal(model.answers.length, 1);
  });

  it('stops at once, also a stream that does not listen, and keeps what came', async () => {
    talk.send('One');
    await turn();
    model.last.say('Half an');
    await turn();
    talk.stop();
    await turn();
    assert.deepEqual([last()?.text, last()?.status, talk.own], ['Half an', 'stopped', undefined]);
    assert.equal(model.last.signal.aborted, true);
    model.last.say(' answer');
    await turn();
    assert.equal(last()?.text, 'Half an');
  });

  it('stops before the transport is there', async () => {
    transport = async function* () {
      yield* [];
      await new Promise(() => undefined);
    };
    talk.send('One');
    talk.stop();
    await turn();
    assert.equal(last()?.status, 'stopped');
  });

  it('keeps what came of an answer that fails, and holds what waits until someone says go on', async () => {
    talk.send('One');
    talk.send('Two');
    await turn();
    model.last.say('Half', { type: 'error', code: 'overloaded', message: 'Busy', retryable: true });
    await turn();
    assert.deepEqual([last()?.text, last()?.status, last()?.error?.code], ['Half', 'failed', 'overloaded']);
    assert.deepEqual([talk.waiting, model.answers.length], ['failed', 1]);
    assert.ok(told.includes('failed overloaded'));
    talk.retry();
    await turn();
    assert.equal(model.last.request.trigger, 'regenerate');
    assert.deepEqual(
      model.last.request.messages.map(({ text }) => text),
      ['One'],
    );
    model.last.say('Whole').end();
    await turn();
    assert.deepEqual(texts(), ['One', 'Whole', 'Two', '']);
  });

  it('puts a question in the place of an earlier one, and what followed goes', async () => {
    const id = talk.send('One');
    await turn();
    model.last.say('1').end();
    await turn();
    talk.send('Two');
    await turn();
    talk.resend(id, 'One again');
    await turn();
    assert.deepEqual(texts(), ['One again', '']);
    assert.equal(model.answers[1]?.signal.aborted, true);
    model.answers[1]?.say('late').end();
    await turn();
    assert.deepEqual(texts(), ['One again', '']);
  });

  it('forgets everything at once', async () => {
    talk.send('One');
    talk.send('Two');
    await turn();
    talk.clear();
    model.answers[0]?.say('late').end();
    await turn();
    assert.deepEqual([talk.entries, talk.queue.all, model.answers.length], [[], [], 1]);
    talk.send('New');
    await turn();
    assert.notEqual(model.last.request.id, model.answers[0]?.request.id);
  });

  it('tells of calls of tools', async () => {
    talk.send('One');
    await turn();
    model.last.say(
      { type: 'tool-start', call: 'a', name: 'grep' },
      { type: 'tool-ready', call: 'a', name: 'grep', input: { pattern: 'x' } },
      { type: 'finish', reason: 'tool-calls' },
      { type: 'tool-result', call: 'a', output: [], durationMs: 2 },
      { type: 'step' },
      'Done.',
    );
    model.last.end();
    await turn();
    assert.deepEqual(last()?.calls?.[0]?.output, []);
    assert.ok(told.includes('called grep'));
    assert.equal(last()?.text, 'Done.');
  });
});

describe('a talk, with a transport that', () => {
  const cases: [name: string, transport: () => unknown, text: string, code?: string][] = [
    [
      'throws',
      () => {
        throw new Error('No.');
      },
      '',
      'unknown',
    ],
    ['gives nothing', () => undefined, '', 'unknown'],
    ['gives a number', () => 7, '', 'unknown'],
    ['refuses', () => Promise.reject(new Error('No.')), '', 'unknown'],
    [
      'throws a failure',
      () => {
        throw { code: 'off', message: 'Off.', retryable: false };
      },
      '',
      'off',
    ],
    [
      'throws nothing at all',
      () => {
        throw undefined;
      },
      '',
      'unknown',
    ],
    [
      'breaks midway',
      async function* () {
        yield { type: 'text', text: 'a' };
        throw new TypeError('b');
      },
      'a',
      'unknown',
    ],
    [
      'yields garbage',
      async function* () {
        yield* [
          null,
          1,
          'x',
          {},
          { type: 'text' },
          { type: 'constructor' },
          { type: 'text', text: 'a' },
          { type: 'tool-ready' },
          { type: 'nonsense' },
        ];
      },
      'a',
    ],
    [
      'yields results of calls that never were',
      async function* () {
        yield { type: 'tool-result', call: 'x' };
        yield { type: 'text', text: 'a' };
      },
      'a',
    ],
    [
      'promises its stream',
      async () =>
        (async function* () {
          yield { type: 'text', text: 'a' };
        })(),
      'a',
    ],
    [
      'goes on after its end',
      async function* () {
        yield { type: 'text', text: 'a' };
        yield { type: 'finish', reason: 'stop' };
        yield { type: 'text', text: 'b' };
      },
      'a',
    ],
    [
      'cannot be left',
      () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => ({ done: false, value: { type: 'finish', reason: 'stop' } }),
          return: () => {
            throw new Error('No.');
          },
        }),
      }),
      '',
    ],
  ];
  for (const [name, made, text, code] of cases) {
    it(`${name} does it no harm`, async () => {
      transport = made as ChatTransport;
      talk.send('One');
      await turn();
      await turn();
      assert.deepEqual([last()?.text, last()?.error?.code, talk.own], [text, code, undefined]);
    });
  }

  it('never pauses lets the page breathe, and can be stopped', async () => {
    transport = async function* () {
      for (;;) yield { type: 'text', text: 'x' };
    };
    talk.send('One');
    await turn();
    talk.stop();
    await turn();
    assert.equal(last()?.status, 'stopped');
    assert.ok((last()?.text.length ?? 0) > 0);
  });
});

describe('an answer that someone else asked for', () => {
  it('is shown as it comes, beside one of our own, and is not ours to stop', async () => {
    const other = new Scripted();
    const stream = other.transport({ id: '', messages: [] }, { signal: new AbortController().signal });
    const over = talk.follow(stream, { id: 'theirs', by: 'Ada' });
    talk.send('One');
    await turn();
    other.last.say('Hers');
    model.last.say('Ours');
    await turn();
    talk.stop();
    await turn();
    assert.deepEqual(
      talk.entries.map(({ message: { text, status, by } }) => [text, status, by]),
      [
        ['Hers', 'streaming', 'Ada'],
        ['One', undefined, undefined],
        ['Ours', 'stopped', undefined],
      ],
    );
    other.last.end();
    await over;
    assert.equal(talk.entries[0]?.message.status, undefined);
    assert.ok(told.includes('finished Hers done'));
  });
});
