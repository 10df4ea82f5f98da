import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { ChatMessage, ChatTransport } from '@interview-room/assistant/streams';
import { Scripted } from '../testing/scripted.js';
import { Talk, type TalkHost } from './talk.js';

const turn = () => new Promise((done) => setTimeout(done, 1));
const message = (id: string, role: ChatMessage['role'] = 'user', text = id): ChatMessage => ({
  id,
  role,
  text,
});

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

describe('a history', () => {
  const give = (...messages: ChatMessage[]) => talk.give(messages);

  it('keeps of a failure what was met here and a record does not have: how long to wait', async () => {
    give(message('a'));
    const id = talk.send('One');
    await turn();
    const error = { code: 'rate-limited' as const, message: 'Wait.', retryable: true };
    model.last.say({ type: 'error', ...error, retryAfterMs: 20_000 });
    await turn();
    const record = { ...message(`${id}/answer`, 'assistant', ''), status: 'failed' as const, error };
    give(message('a'), message(id), record);
    assert.equal(last()?.error?.retryAfterMs, 20_000);
    give(message('a'), message(id), { ...record, error: { ...error, code: 'network' } });
    assert.deepEqual(last()?.error, { ...error, code: 'network' });
  });

  it('keeps the entries of messages that it knows, and forgets those that are gone', () => {
    give(message('a'), message('b', 'assistant'));
    const [a, b] = talk.entries;
    give(message('a'), message('b', 'assistant', 'changed'), message('c'));
    assert.deepEqual(
      [talk.entries[0] === a, talk.entries[1] === b, texts()],
      [true, true, ['a', 'changed', 'c']],
    );
    give(message('c'));
    assert.deepEqual(texts(), ['c']);
    give();
    assert.deepEqual(texts(), []);
  });

  it('takes each id once, and only what is a message', () => {
    talk.give([message('a'), null, 7, message('a', 'user', 'b')] as ChatMessage[]);
    assert.deepEqual(texts(), ['b']);
  });

  it('leaves an answer under way alone, and its question', async () => {
    const id = talk.send('One');
    await turn();
    model.last.say('Half');
    await turn();
    give(message('old'));
    assert.deepEqual(texts(), ['old', 'One', 'Half']);
    give(message('old'), message(id, 'user', 'One'), message(`${id}/answer`, 'assistant', 'Ha'));
    assert.deepEqual(texts(), ['old', 'One', 'Half']);
    model.last.say(' whole').end();
    await turn();
    assert.equal(last()?.text, 'Half whole');
  });

  it('keeps an answer whose record is on its way, until it is there', async () => {
    const id = talk.send('One');
    await turn();
    model.last.say('All of it').end();
    await turn();
    const question = message(id, 'user', 'One');
    give(question, message('next'));
    assert.deepEqual(texts(), ['One', 'All of it', 'next']);
    const behind = { ...message(`${id}/answer`, 'assistant', 'All'), status: 'streaming' as const };
    give(question, behind, message('next'));
    assert.deepEqual(texts(), ['One', 'All of it', 'next']);
    const entry = talk.entries[1];
    give(question, message(`${id}/answer`, 'assistant', 'All of it.'), message('next'));
    assert.deepEqual([texts(), talk.entries[1] === entry], [['One', 'All of it.', 'next'], true]);
    give();
    assert.deepEqual(texts(), []);
  });

  it('keeps a question that was refused where it was asked, and lets go of it with its history', async () => {
    const refusal = { code: 'budget', message: 'It is used up.', retryable: false } as const;
    give(message('a'));
    const id = talk.send('One');
    await turn();
    model.last.say({ type: 'error', ...refusal });
    await turn();
    give(message('a'), message('b'));
    assert.deepEqual(texts(), ['a', 'One', '', 'b']);
    assert.equal(talk.entries[2]?.message.status, 'failed');
    give(message('a'), message('b'), message('c'));
    assert.deepEqual(texts(), ['a', 'One', '', 'b', 'c']);
    talk.resend(id, 'One again');
    await turn();
    assert.deepEqual(texts(), ['a', 'b', 'c', 'One again', '']);
    model.last.say({ type: 'error', ...refusal });
    await turn();
    give(message('of another'));
    assert.deepEqual(texts(), ['of another']);
  });

  it('is not cut by a question that is asked again', async () => {
    give(message('a'), message('b', 'assistant'));
    talk.resend('a', 'a again');
    await turn();
    assert.deepEqual(texts(), ['a', 'b', 'a again', '']);
  });

  it('takes messages one by one', () => {
    talk.append(message('a'));
    talk.append(message('b'));
    talk.append(message('a', 'user', 'A'));
    assert.deepEqual(texts(), ['A', 'b']);
  });
});
