import type { TerminalSize } from '@interview-room/core';
import { callJson, numberOf, objectOf, openSocket, textOf, WireError } from '../../wire/index.js';
import type { Join, Over, Way } from './way.js';

/** The types of ttyd's frames: the first byte of each. */
const INPUT = '0';
const RESIZE = '1';
const OUTPUT = 0x30;
/** The close of a shell that is over; anything else is a line that broke. */
const NORMAL = 1000;

/** A ttyd socket of the sandbox, whose address the backend gives. */
export const tunnel: Way = { name: 'tunnel', keeps: false, join };

async function join({ session, signal, again, size, opened, output }: Join): Promise<Over> {
  const url = addressOf(await callJson(session.caller, '/terminal/tunnel', { signal }));
  const { WebSocket: Socket } = session.bridge.options;
  // A character may be cut in two by the end of a frame.
  const decoder = new TextDecoder();
  const socket = await openSocket({ url, Socket, signal, protocol: 'tty' }, (text, bytes) => {
    // Titles and preferences are none of ours.
    if (bytes?.[0] === OUTPUT) output(decoder.decode(bytes.subarray(1), { stream: true }));
    else if (!bytes && text.startsWith('0')) output(text.slice(1));
  });
  const encoder = new TextEncoder();
  const send = (text: string) => socket.send(encoder.encode(text));
  const resize = ({ columns, rows }: TerminalSize) => send(`${RESIZE}${JSON.stringify({ columns, rows })}`);
  send(JSON.stringify({ AuthToken: '', ...size() }));
  // Another shell, whose prompt is not to stand in a line of the one before.
  if (again) output('\r\n');
  opened({ send: async (data) => send(`${INPUT}${data}`), resize }); // prettier-ignore
  const { code, reason } = await socket.closed;
  return { next: code === NORMAL ? 'ended' : 'again', ...(reason && { why: reason }) };
}

/** The socket's address, as far as it is one. A bare host is completed by what else was said. */
function addressOf(reply: unknown): string {
  // The contract has it in `data`, with or without the envelope that is taken off.
  const outer = objectOf(reply);
  const body = 'tunnelUrl' in outer ? outer : objectOf(outer['data']);
  const said = textOf(body['tunnelUrl']).trim();
  const port = numberOf(body['port']);
  const host = /^[\w.-]+(:\d+)?(\/|$)/.test(said);
  const bare = host && port !== undefined && !/^[^/]*:\d/.test(said) ? said.replace(/^[^/]*/, `$&:${port}`) : said; // prettier-ignore
  const whole = host ? `${/^ws$|^http$/.test(textOf(body['protocol'])) ? 'ws' : 'wss'}://${bare}` : said;
  if (!URL.canParse(whole) || !/^(wss?|https?):$/.test(new URL(whole).protocol))
    throw new WireError('unavailable', 'The backend gave no address for its terminal.');
  const url = new URL(whole);
  if (!url.pathname.endsWith('/ws')) url.pathname = `${url.pathname.replace(/\/$/, '')}/ws`;
  return url.href;
}
