import { isObject, objectOf, parseJson, textOf } from '@interview-room/backends/wire';
import { Skip, type Check, type Probe } from '../../kit/check.js';
import { ask, begun, check, expect, expectFailure, expectLike, objectIn } from './rest.js';
import { Stream, type Frame } from './stream.js';

const LEGACY = ['legacy'] as const;
const NAMED = ['current', 'proposed', 'streamed'] as const;
/** What is asked: short, so that a model that is paid for says little. */
const WORD = 'conformance';
const MESSAGE = `Answer with the single word ${WORD}.`;
const ANSWER = 'answer';
const DONE = {
  response: 'text',
  toolsUsed: [],
  filesModified: [],
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
  metadata: {},
};

/** What the agent answered, asked once for all checks. */
function answered(probe: Probe): Promise<readonly Frame[]> {
  const known = probe.shared.get(ANSWER) as Promise<readonly Frame[]> | undefined;
  const frames = known ?? askAgent(probe);
  frames.catch(() => probe.shared.delete(ANSWER));
  probe.shared.set(ANSWER, frames);
  return frames;
}

async function askAgent(probe: Probe): Promise<readonly Frame[]> {
  await begun(probe);
  const codeContext = JSON.stringify({ fileName: 'solution.py', content: 'x = 1\n', language: 'python' });
  const body = { message: MESSAGE, codeContext, helpfulnessLevel: 'consultant' };
  const stream = await Stream.open(probe, 'POST chat/agent/stream', body);
  try {
    await stream.until({ event: 'done', data: DONE }, ({ name }) => name === 'done');
    return [...stream.frames];
  } finally {
    stream.close();
  }
}

const said = (frames: readonly Frame[], name: string, field: string): string =>
  frames.map((frame) => (frame.name === name ? textOf(objectOf(frame.data)[field]) : '')).join('');

/** The chat, its agent, and what is kept of the talk. */
export const chat: readonly Check[] = [
  check('chat.agent', 'chat', 'the agent answers over a stream that begins, says something and is done', async (probe) => {
    const frames = await answered(probe);
    const start = { event: 'stream_start', data: { messageId: 'text' } };
    const [first] = frames;
    expect(first?.name === 'stream_start' && textOf(objectOf(first.data)['messageId']) !== '', start, first, 'It begins otherwise.'); // prettier-ignore
    const content = { event: 'content', data: { delta: 'text' } };
    expect(said(frames, 'content', 'delta') !== '', content, frames.map(({ name }) => name), 'Nothing is said.');
  }),
  check('chat.agent.done', 'chat', 'the agent says at its end what it did, and what that took', async (probe) => {
    const done = (await answered(probe)).find(({ name }) => name === 'done');
    expectLike(DONE, done?.data);
    const { inputTokens, outputTokens } = objectOf(objectOf(done?.data)['usage']);
    const isCounted = typeof inputTokens === 'number' && typeof outputTokens === 'number';
    expect(isCounted, DONE.usage, objectOf(done?.data)['usage'], 'The tokens are not counted.');
  }),
  check('chat.agent.wrong', 'chat', 'without a message the agent is not asked', async (probe) => {
    await begun(probe);
    expectFailure(await ask(probe, 'POST chat/agent/stream', {}), [400]);
  }),
  check('chat.plain', 'chat', 'the chat answers over a stream of named events', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, `GET chat?message=${encodeURIComponent(MESSAGE)}`);
    try {
      await stream.until({ event: 'done', data: {} }, ({ name }) => name === 'done');
      const names = stream.frames.map(({ name }) => name);
      expect(said(stream.frames, 'content', 'delta') !== '', { event: 'content', data: { delta: 'text' } }, names, 'Nothing is said.'); // prettier-ignore
      const usage = stream.frames.find(({ name }) => name === 'usage');
      expectLike({ inputTokens: 1, outputTokens: 1 }, usage?.data);
    } finally {
      stream.close();
    }
  }, NAMED),
  check('chat.legacy', 'chat', 'the chat answers in unnamed pieces', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, `GET chat?message=${encodeURIComponent(MESSAGE)}`);
    try {
      const expected = { type: 'chunk', text: 'text' };
      const isChunk = ({ name, data }: Frame) => name === '' && objectOf(data)['type'] === 'chunk';
      const { data } = await stream.until(expected, isChunk);
      expectLike(expected, data);
    } finally {
      stream.close();
    }
  }, LEGACY),
  check('chat.history', 'chat', 'what was asked is kept', async (probe) => {
    await answered(probe);
    const { status, text } = await ask(probe, 'GET chat/history');
    const expected = { messages: [{ role: 'user', content: MESSAGE }, { role: 'assistant', content: 'text' }] };
    expect(status === 200 && text.includes(WORD), expected, text.slice(0, 1000), 'It is not in the history.');
  }),
  check('chat.checkpoint', 'chat', 'a checkpoint is read and dropped', async (probe) => {
    await begun(probe);
    const { status, text } = await ask(probe, 'GET chat/checkpoint');
    const none = status === 404 || status === 204;
    expect(none || (status === 200 && isObject(parseJson(text))), { checkpoint: null }, text.slice(0, 1000), `The status was ${status}.`); // prettier-ignore
    const dropped = await ask(probe, 'DELETE chat/checkpoint');
    expect(dropped.status < 300 || dropped.status === 404, { status: 200 }, dropped.text.slice(0, 1000), `The status was ${dropped.status}.`); // prettier-ignore
  }),
  check('chat.answer', 'chat', 'an answer to a question that nobody asked is refused', async (probe) => {
    const { sessionId } = await begun(probe);
    const body = { sessionId, questionId: 'conformance-none', selectedOption: 'one' };
    expectFailure(await ask(probe, 'POST chat/answer', body), [400, 404, 409]);
  }),
  check('chat.hints', 'chat', 'hints for those who are stuck have a stream', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, 'GET assistance').catch(() => undefined);
    if (!stream) throw new Skip('There is none.');
    stream.close();
  }),
  check('chat.reset', 'chat', 'the talk begins anew', async (probe) => {
    const { question } = await begun(probe);
    const body = { questionId: textOf(objectOf(question)['id']) || 'conformance' };
    objectIn(await ask(probe, 'POST chat/reset', body), { status: 200 });
  }),
]; // prettier-ignore
