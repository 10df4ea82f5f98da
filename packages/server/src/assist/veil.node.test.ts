// What a model says is seen by nobody with a secret in it: not live, not late, not in the log, however its words are cut.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import type { ChatEvent } from '@interview-room/assistant/streams';
import { answered, ask, bodies, callsOf, closeAll, log, open, question, results, started, textOf } from '../testing/assist.js'; // prettier-ignore
import { Client } from '../testing/client.js';
import { SECRET } from '../testing/question.js';
import { veiled } from './veil.js';

after(closeAll);

const key = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9';
/** Parts that are to reach nobody. */
const hidden = [key.slice(3, 20), 'pa55word', 'MIIEvQ'];
const text = [
  `Your key is sk-proj-${key}, and postgres://me:pa55word@host/db is the address.\n`,
  `-----BEGIN PRIVATE KEY-----\nMIIEvQ${key}\n-----END PRIVATE KEY-----\nThat is all.`,
].join('');
const shown = [
  'Your key is [redacted], and postgres://me:[redacted]@host/db is the address.\n',
  '[redacted]\nThat is all.',
].join('');
/** What comes of events of a stream. */
async function shownOf(...events: ChatEvent[]): Promise<ChatEvent[]> {
  const from = async function* (): AsyncGenerator<ChatEvent> {
    yield* events;
  };
  const got: ChatEvent[] = [];
  for await (const each of veiled(from())) got.push(each);
  return got;
}
const cut = (whole: string, size: number) => whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

for (const wire of ['openai', 'anthropic'] as const)
  for (const size of [1, 7, 33])
    describe(`secrets in an answer over ${wire}, in pieces of ${size}`, () => {
      it('reach nobody: who asked, who watches, by either transport, and who comes late', async () => {
        const { world } = await open(
          (number) => ({
            text: cut(text, size),
            ...(wire === 'anthropic' && { reasoning: `I was told ghp_${key} once.` }),
            calls: number === 0 ? [{ name: 'read_file', input: { path: 'main.py' } }] : [],
          }),
          { wire },
        );
        const room = await started(world, 'consultant');
        const { candidate, observer, interviewer } = room.tokens;
        const watchers = [
          await Client.join(world, room.id, { token: candidate }),
          await Client.join(world, room.id, { token: candidate }, 'stream'),
          await Client.join(world, room.id, { token: observer }),
          await Client.join(world, room.id, { token: interviewer }),
        ];
        const first = await answered(await ask(world, room, question('t', 'What is my key?')));
        const [call = ''] = callsOf(first);
        const outputs = [{ call, name: 'read_file', output: `API_KEY=${key}` }];
        const second = await answered(await ask(world, room, results('t', outputs)));
        for (const frames of [first, second]) assert.equal(textOf(frames), shown);

        const { seq } = await world.server.context.engine.head(room.id);
        for (const watcher of watchers) await watcher.until((each) => each.seq === seq);
        const late = await Client.join(world, room.id, { token: candidate });
        await late.until((each) => each.seq === seq);
        const texts = [...watchers, late].flatMap((watcher) => watcher.texts);
        const sent = JSON.stringify([first, second, texts, await log(world, room)]);
        for (const part of hidden) assert.ok(!sent.includes(part), part);
        const [kept] = bodies(await log(world, room), 'assist.answered');
        assert.equal(kept?.['text'], shown);
        // What was cast is what is kept, and nothing of what is hidden in the question is in either.
        for (const watcher of watchers) {
          const events = watcher
            .of('cast')
            .filter(({ kind }) => kind === 'assist.delta')
            .flatMap(({ body }) => (body as { events: ChatEvent[] }).events);
          const cast = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
          assert.equal(cast, shown + shown);
        }
        const others = [...watchers.slice(0, 3), late].flatMap((each) => each.texts);
        assert.ok(!JSON.stringify([first, second, others]).includes(SECRET));
        for (const watcher of [...watchers, late]) await watcher.leave();
      });
    });

describe('what is no text', () => {
  const events: [ChatEvent, ChatEvent][] = [
    [
      { type: 'error', code: 'model', message: `Wrong key: sk-${key}`, retryable: false },
      { type: 'error', code: 'model', message: 'Wrong key: [redacted]', retryable: false },
    ],
    [
      { type: 'data', name: 'source', data: { url: `https://x/?api_key=${key}` } },
      { type: 'data', name: 'source', data: '[redacted]' },
    ],
    [
      { type: 'tool-result', call: 'c', output: [`hf_${key}`] },
      { type: 'tool-result', call: 'c', output: '[redacted]' },
    ],
    [
      { type: 'data', name: 'kept', data: { dialect: 'anthropic', block: `hf_${key}` } },
      { type: 'data', name: 'kept', data: { dialect: 'anthropic', block: `hf_${key}` } },
    ],
    [
      { type: 'tool-ready', call: 'c', name: 'write_file', input: { content: `hf_${key}` } },
      { type: 'tool-ready', call: 'c', name: 'write_file', input: { content: `hf_${key}` } },
    ],
  ];
  for (const [event, want] of events)
    it(`is shown without a secret, or as it has to be: ${event.type}`, async () => {
      const got = await shownOf({ type: 'text', text: 'a pass' }, event, { type: 'reasoning', text: 'then' });
      assert.deepEqual(
        got.find(({ type }) => type === event.type),
        want,
      );
      const texts = got.map((each) => (each.type === 'text' || each.type === 'reasoning' ? each.text : ''));
      assert.equal(texts.join(''), 'a passthen');
    });

  it('comes before what takes it back, all of it, also what was held back for what might follow', async () => {
    const reset: ChatEvent = { type: 'data', name: 'reset-step', data: {} };
    const got = await shownOf({ type: 'text', text: 'a pass' }, reset, { type: 'text', text: 'anew' });
    const at = got.indexOf(reset);
    const textOf = (events: ChatEvent[]) =>
      events.map((each) => (each.type === 'text' ? each.text : '')).join('');
    assert.deepEqual([textOf(got.slice(0, at)), textOf(got.slice(at))], ['a pass', 'anew']);
  });
});
