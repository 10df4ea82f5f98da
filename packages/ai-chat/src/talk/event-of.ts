import type { ChatEvent } from '@interview-room/assistant/streams';

type Fields = Readonly<Record<string, unknown>>;
type Check = (fields: Fields) => boolean;

const text: Check = (fields) => typeof fields['text'] === 'string';
const call: Check = (fields) => typeof fields['call'] === 'string';
const name: Check = (fields) => typeof fields['name'] === 'string';
const any: Check = () => true;

/** What each kind of event must have for it to be used at all. */
const needed: { readonly [T in ChatEvent['type']]: Check } = {
  'start': ({ before }) => before === undefined || text(Object(before) as Fields),
  'text': text,
  'reasoning': text,
  'tool-start': (fields) => call(fields) && name(fields),
  'tool-delta': (fields) => call(fields) && text(fields),
  'tool-ready': (fields) => call(fields) && name(fields),
  'tool-result': call,
  'step': any,
  'usage': any,
  'data': name,
  'finish': (fields) => typeof fields['reason'] === 'string',
  'error': (fields) => typeof fields['message'] === 'string',
};

/** What came since the last step is taken back. */
export const isReset = (event: ChatEvent): boolean => event.type === 'data' && event.name === 'reset-step';

/** The event that a value is, or undefined: a transport is a function of the page, and may give anything. */
export function eventOf(value: unknown): ChatEvent | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  const { type } = fields as { type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(needed, type)) return undefined;
  return needed[type as ChatEvent['type']](fields) ? (value as ChatEvent) : undefined;
}
