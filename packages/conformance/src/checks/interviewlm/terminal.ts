import { isObject, objectOf, parseJson, textOf } from '@interview-room/backends/wire';
import { Mismatch, Skip, type Check, type Probe } from '../../kit/check.js';
import { ask, begun, check, expect, objectIn } from './rest.js';
import { Stream, type Frame } from './stream.js';

/** A shell is shared by all checks: each has a word of its own. */
const aWord = (): string => `conformance-${crypto.randomUUID().slice(0, 8)}`;
const lineOf = (word: string): string => `echo ${word}\r`;
const TUNNEL = { data: { tunnelUrl: 'https://…', protocol: 'wss', port: 7681 } };
const ELSEWHERE = { status: 503, body: { error: 'text', fallback: true } };

/** Opens a stream of the terminal. Where the backend says that another way has to be taken, there is nothing to check. */
async function opened(probe: Probe, what: string): Promise<Stream> {
  await begun(probe);
  try {
    return await Stream.open(probe, what);
  } catch (error) {
    const { status, body } = objectOf(error instanceof Mismatch ? error.actual : undefined);
    if (status !== 503 && status !== 404) throw error;
    if (status === 503) expectFallback(body);
    throw new Skip(`It has no ${what.slice(4)}: another way is to be taken.`);
  }
}

/** It is said that there is another way; in an error of any shape. */
function expectFallback(body: unknown): void {
  const { fallback, error } = objectOf(body);
  const isSaid = fallback === true || objectOf(error)['fallback'] === true;
  expect(isSaid, ELSEWHERE, body, 'It is not said that another way is to be taken.');
}

const says = (name: string, word: string) => ({ data }: Frame) => textOf(objectOf(data)[name]).includes(word); // prettier-ignore
const printed = (frames: readonly Frame[]): string =>
  frames.map(({ data }) => textOf(objectOf(data)['history']) + textOf(objectOf(data)['output'])).join('');

/** The sandbox's shell, over its three ways. */
export const terminal: readonly Check[] = [
  check('terminal.tunnel', 'terminal', 'a tunnel is told with its address, or that there is another way', async (probe) => {
    await begun(probe);
    const { status, text } = await ask(probe, 'GET terminal/tunnel');
    if (status === 503) return expectFallback(parseJson(text));
    if (status === 404) throw new Skip('It has no tunnel.');
    const json = objectOf(parseJson(text));
    const { tunnelUrl, protocol, port } = isObject(json['data']) ? json['data'] : json;
    const isOne = textOf(tunnelUrl) !== '' && textOf(protocol) !== '' && typeof port === 'number';
    expect(status === 200 && isOne, TUNNEL, text.slice(0, 1000), 'That is no tunnel.');
  }),
  check('terminal.pty', 'terminal', 'what is typed over pty is printed on its stream, in unnamed frames', async (probe) => {
    const word = aWord();
    const stream = await opened(probe, 'GET terminal/pty');
    try {
      const first = await stream.until({ connected: true }, () => true);
      const isFirst = ['connected', 'history', 'output'].some((name) => name in objectOf(first.data));
      expect(isFirst && first.name === '', { connected: true }, first, 'It begins otherwise.');
      objectIn(await ask(probe, 'POST terminal/pty', { data: lineOf(word) }), { success: true });
      await stream.until({ output: `…${word}…` }, () => printed(stream.frames).includes(word));
    } finally {
      stream.close();
    }
  }),
  check('terminal.pty.resize', 'terminal', 'pty takes a size', async (probe) => {
    const stream = await opened(probe, 'GET terminal/pty');
    stream.close();
    objectIn(await ask(probe, 'POST terminal/pty', { resize: { cols: 91, rows: 17 } }), { success: true });
  }),
  check('terminal.pty.history', 'terminal', 'pty gives all that was printed when it is asked for', async (probe) => {
    const word = aWord();
    const stream = await opened(probe, 'GET terminal/pty');
    try {
      objectIn(await ask(probe, 'POST terminal/pty', { data: lineOf(word) }), { success: true });
      await stream.until({ output: `…${word}…` }, () => printed(stream.frames).includes(word));
      objectIn(await ask(probe, 'POST terminal/pty', { syncHistory: true }), { success: true });
      await stream.until({ history: `…${word}…` }, says('history', word));
    } finally {
      stream.close();
    }
  }),
  check('terminal.plain', 'terminal', 'what is typed is printed on the stream, or in the reply', async (probe) => {
    const word = aWord();
    const stream = await opened(probe, 'GET terminal');
    try {
      const reply = objectIn(await ask(probe, 'POST terminal/input', { type: 'input', data: lineOf(word) }), { success: true, output: 'text' }); // prettier-ignore
      if (textOf(reply['output']).includes(word)) return;
      await stream.until({ output: `…${word}…` }, () => printed(stream.frames).includes(word));
    } finally {
      stream.close();
    }
  }),
  check('terminal.interrupt', 'terminal', 'an interrupt is taken', async (probe) => {
    const stream = await opened(probe, 'GET terminal');
    stream.close();
    objectIn(await ask(probe, 'POST terminal/input', { type: 'interrupt', data: '' }), { success: true });
  }),
]; // prettier-ignore
