import type { TerminalSize } from '@interview-room/core';
import { callJson, isObject, readEvents, textOf, type Json } from '../../wire/index.js';
import { Latest } from './sender.js';
import type { Join, Over, Way } from './way.js';

const PATH = '/terminal/pty';
/** Without a sign of life for so long it is dead: the other streams of the backend say something every 15 s. */
const SILENCE = 60_000;

/** A terminal over a stream, and requests for what is typed. */
export const pty: Way = { name: 'pty', keeps: true, join };

async function join(at: Join): Promise<Over> {
  const { session, signal, life } = at;
  const post = async (body: object, until = signal) => {
    const reply = await callJson(session.caller, PATH, { method: 'POST', body, signal: until });
    // Whoever joins again is given all that was printed.
    if (!signal.aborted) hear(at, reply);
  };
  const sizes = new Latest<TerminalSize>(({ columns, rows }) => post({ resize: { cols: columns, rows } }));
  const opened = () => {
    at.opened({
      // A program that is begun after a change of size finds the size changed.
      send: (data) => sizes.sent.then(() => post({ data }, life)),
      resize: (size) => sizes.set(size),
    });
    sizes.set(at.size());
    // What was printed while it was away.
    if (at.again) post({ syncHistory: true }).catch(() => undefined);
  };
  for await (const { event = '', json, data } of readEvents(session.caller, PATH, {
    signal,
    silenceMs: SILENCE,
    opened,
  })) {
    // prettier-ignore
    const over = hear(at, json, event, data);
    if (over) return over;
  }
  return { next: 'again' };
}

/** What a frame says, or a reply. The same history twice is shown once, for it takes the place of what is shown. */
function hear(at: Join, json: unknown, event = '', data = ''): Over | undefined {
  if (!isObject(json)) {
    if (data) at.session.bridge.notice('event', event || 'terminal', data.slice(0, 2000));
    return undefined;
  }
  if (typeof json['history'] === 'string') at.history(json['history']);
  if (Array.isArray(json['history'])) at.history(json['history'].map(textOf).join(''));
  if (typeof json['output'] === 'string') at.output(json['output']);
  if (isSaid(json, 'reconnect')) return { next: 'again', ...why(json) };
  if (isSaid(json, 'done')) return { next: 'ended', ...why(json) };
  if (event !== '' || !KNOWN.some((name) => name in json))
    at.session.bridge.notice('event', event || 'terminal', JSON.stringify(json).slice(0, 2000));
  return undefined;
}

const KNOWN = ['connected', 'history', 'output', 'reconnect', 'done', 'success', 'resized', 'synced'];

const isSaid = (json: Json, name: string): boolean =>
  name in json && json[name] !== false && json[name] !== null;

const why = (json: Json): { why?: string } => {
  const said = textOf(json['reason']);
  return said ? { why: said.slice(0, 200) } : {};
};
