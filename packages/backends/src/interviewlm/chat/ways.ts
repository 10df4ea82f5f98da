import { failure, failureOfReply, type ChatFailure } from '@interview-room/assistant/streams';
import { errorOfReply, objectOf, textOf, type Call, type Caller, type Json } from '../../wire/index.js';
import { send, textOfReply } from '../../wire/http.js';
import { hintOf } from '../streams.js';
import type { Variant } from '../variant.js';

/** So long an address may be, in characters: many servers take no more than 8 kB of a request's head. */
const LONGEST_ADDRESS = 6_000;

/** What is asked, beside the file that is open. */
export interface Asking {
  readonly text: string;
  /** `{fileName, content, language}` of the file that is open. */
  readonly context: Json;
  readonly level: string;
}
export type WayName = 'agent' | 'chat';
type Request = readonly [path: string, call: Call];

/** The agent has tools, and takes the amount of help; the chat only talks. */
export const ways: Readonly<Record<WayName, (asking: Asking) => Request>> = { agent, chat };

/** Which is tried first. Where it is not there, the other is. */
export const firstOf = (variant: Variant): WayName => (variant === 'legacy' ? 'chat' : 'agent');
export const otherThan = (way: WayName): WayName => (way === 'agent' ? 'chat' : 'agent');

function agent({ text, context, level }: Asking): Request {
  const codeContext = 'fileName' in context ? JSON.stringify(context) : undefined;
  const body = {
    message: text,
    ...(codeContext && { codeContext }),
    ...(level && { helpfulnessLevel: level }),
  };
  return ['/chat/agent/stream', { method: 'POST', body }];
}

/** All of it stands in the address: of a long file as much as has room. */
function chat({ text, context }: Asking): Request {
  const query = new URLSearchParams({ message: text });
  for (const name of ['fileName', 'language'])
    if (textOf(context[name])) query.set(name, textOf(context[name]));
  const content = textOf(context['content']);
  const room = LONGEST_ADDRESS - query.toString().length;
  if (content && room > 100) query.set('content', cutTo(content, room));
  return [`/chat?${query.toString()}`, {}];
}

/** The beginning of a text that takes no more than so many characters of an address. */
function cutTo(text: string, room: number): string {
  let cut = text.slice(0, room);
  while (new URLSearchParams({ cut }).toString().length > room)
    cut = cut.slice(0, Math.floor(cut.length * 0.8));
  return cut;
}

/** A reply, or why there is none. `absent`: the other way may be there. */
export type Reply =
  { readonly response: Response } | { readonly failed: ChatFailure; readonly absent: boolean };

/** Asks once. */
export async function knock(caller: Caller, [path, call]: Request, signal: AbortSignal): Promise<Reply> {
  const headers = { accept: 'text/event-stream, application/json;q=0.5' };
  const response = await send(caller, path, { ...call, headers }, signal).catch(() => undefined);
  if (!response) return { failed: failure('network'), absent: false };
  if (response.ok) return { response };
  const { status } = response;
  const text = await textOfReply(response).catch(() => '');
  const error = errorOfReply(status, response.headers, text);
  // The backend's own words are told as they are elsewhere.
  const failed = { ...failureOfReply(status, response.headers, text), message: error.message };
  const absent = [404, 405, 501].includes(status) || hintOf(error) === 'fallback';
  return { failed, absent };
}

/** The file that is open, as a page or the interview has it. */
export const contextOf = (extra: unknown, current: object | undefined): Json => {
  const given = objectOf(objectOf(extra)['codeContext']);
  const { fileName, content, language } = 'fileName' in given ? given : objectOf(current);
  return fileName === undefined ? {} : { fileName, content: textOf(content), language: textOf(language) };
};
