import type { ChatErrorCode } from './events.js';

/** What is said for each code, and whether asking again may help. */
export const failures: Record<ChatErrorCode, readonly [message: string, retryable: boolean]> = {
  'network': [
    'The model server could not be reached. Check the connection and the address, then try again.',
    true,
  ],
  'unauthorized': ['The server does not accept the key or token. Check it, or sign in again.', false],
  'forbidden': ['The key or token may not be used for this. Ask whoever runs the server for access.', false],
  'rate-limited': ['There were too many requests. Wait a moment, then try again.', true],
  'overloaded': ['The model server is busy. Try again in a moment.', true],
  'not-found': [
    'Nothing answers at this address, or the model is not known there. Check the endpoint and the name of the model.',
    false,
  ],
  'bad-request': ['The server refused the request. Check the dialect and the model.', false],
  'too-long': ['The conversation is too long. Shorten the message, or start a new conversation.', false],
  'html': [
    'A web page came back instead of an answer. Check the endpoint: a login page or a proxy may stand before it.',
    false,
  ],
  'not-configured': ['No model is configured. Ask whoever runs the server to configure one.', false],
  'budget': ['The budget for the assistant is used up. Ask whoever runs the server for more.', false],
  'off': ['The assistant is off.', false],
  'cut': ['The connection was cut before the answer was whole. Try again.', true],
  'model': ['The model failed to answer. Try again.', true],
  'unknown': ['The answer could not be understood. Check the endpoint and the dialect.', false],
};

const SAYS = ' The server says: “';
/** What the server said, for the end of a sentence. */
export const saying = (said: string): string => `${SAYS}${said}”`;

/**
 * What a failure says beside its code, where its words are ours: nothing, or what the server said. Undefined where someone
 * else has found the words, which are then to be shown as they are.
 */
export function ownWords(code: string, message: string): { readonly said?: string } | undefined {
  if (!Object.hasOwn(failures, code)) return undefined;
  const [sentence] = failures[code as ChatErrorCode];
  const plain = code === 'rate-limited' ? message.replace(/ \(\d+ s\)/, '') : message;
  if (plain === sentence) return {};
  const before = sentence + SAYS;
  return plain.startsWith(before) ? { said: plain.slice(before.length, -1) } : undefined;
}
