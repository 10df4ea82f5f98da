import { isObject, listOf, objectOf, parseJson, textOf, type Json } from '@interview-room/backends/wire';
import { Mismatch, Skip, type Check, type Probe } from '../../kit/check.js';

/** What an interview answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Its JSON, taken out of `{success: true, data}` where it is in that; undefined where it is none. */
  readonly body: unknown;
}

/** A request to the interview: `GET files?path=/workspace/a.py`. A text as body is sent as it is. */
export async function ask(probe: Probe, what: string, body?: unknown): Promise<Answer> {
  const [method = 'GET', path = ''] = what.split(' ');
  const isText = typeof body === 'string';
  const response = await fetch(`${addressOf(probe)}/${path}`, {
    method,
    signal: probe.signal,
    headers: {
      accept: 'application/json',
      ...credentials(probe),
      ...(body !== undefined && { 'content-type': isText ? 'text/plain' : 'application/json' }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  probe.note(`${what} → ${response.status}`, text.slice(0, 2000));
  return { status: response.status, headers: response.headers, text, body: unwrapped(parseJson(text)) };
}

/** Where the interview is. */
export const addressOf = (probe: Probe): string =>
  `${probe.url}/api/interview/${encodeURIComponent(interviewOf(probe))}`;

/** A session's cookie, and a token where there is one. */
export function credentials({ settings, token }: Probe): Record<string, string> {
  return {
    ...(settings['cookie'] && { cookie: settings['cookie'] }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** The interview that is checked: the one that was named, or one of a name that nobody has. */
export function interviewOf({ settings, shared }: Probe): string {
  const known = settings['session'] || shared.get('interview');
  if (typeof known === 'string') return known;
  const fresh = `conformance-${crypto.randomUUID()}`;
  shared.set('interview', fresh);
  return fresh;
}

const unwrapped = (json: unknown): unknown =>
  isObject(json) && json['success'] === true && 'data' in json ? json['data'] : json;

const BEGINNING = 'beginning';

/** The interview's beginning, once. */
export function beginning(probe: Probe): Promise<Answer> {
  const known = probe.shared.get(BEGINNING) as Promise<Answer> | undefined;
  const begun = known ?? ask(probe, `POST ${probe.variant === 'proposed' ? 'init' : 'initialize'}`, {});
  begun.catch(() => probe.shared.delete(BEGINNING));
  probe.shared.set(BEGINNING, begun);
  return begun;
}

/** What the interview began with. Nothing else can be told of one that did not begin. */
export async function begun(probe: Probe): Promise<Json> {
  const { status, body } = await beginning(probe).catch(() => ({ status: 0, body: undefined }));
  if (status >= 200 && status < 300) return objectOf(body);
  throw new Skip('The interview did not begin: name one with --session, and give --token or --setting cookie=….'); // prettier-ignore
}

/** Fails unless something holds. */
export function expect(holds: boolean, expected: unknown, actual: unknown, message: string): asserts holds {
  if (!holds) throw new Mismatch(expected, actual, message);
}

/** The object of an answer that succeeded. */
export function objectIn({ status, body, text }: Answer, expected: unknown): Json {
  expect(status >= 200 && status < 300, expected, text.slice(0, 1000), `The status was ${status}.`);
  expect(isObject(body), expected, text.slice(0, 1000), 'That is no object in JSON.');
  return body;
}

/** The fields are there, and of the same kinds as those of an example. */
export function expectLike(example: Json, actual: unknown): void {
  const found = objectOf(actual);
  for (const [name, value] of Object.entries(example)) {
    const kind = kindOf(value);
    expect(kindOf(found[name]) === kind, example, actual, `"${name}" is no ${kind}.`);
  }
}
const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;

/** An error in one of its three shapes. */
export function expectFailure({ status, text }: Answer, statuses: readonly number[], message = ''): void {
  const shapes = [
    { error: 'text', details: '…' },
    { error: 'text', code: 'NOT_FOUND' },
    { success: false, error: { message: 'text', code: '…' }, meta: { timestamp: '…' } },
  ];
  const expected = { status: statuses[0], body: shapes };
  const said = text.slice(0, 1000);
  expect(statuses.includes(status), expected, said, message || `The status was ${status}.`);
  const { error } = objectOf(parseJson(text));
  const words = textOf(error) || textOf(objectOf(error)['message']);
  expect(words !== '', expected, said, 'The error has none of the three shapes.');
}

/** A check of this dialect. */
export const check = (
  id: string,
  capability: string,
  title: string,
  run: Check['run'],
  variants?: readonly string[],
): Check => ({
  id: `interviewlm.${id}`,
  title,
  capability,
  source: 'docs/BACKENDS.md#interviewlm',
  ...(variants && { variants }),
  run,
});

/** Those that were built: all but `proposed`. */
export const BUILT = ['current', 'legacy', 'streamed'] as const;

/** Names of hidden tests that are told together with what they expect. */
export const told = (tests: unknown): string[] =>
  listOf(tests)
    .map(objectOf)
    .filter(({ hidden, expectedOutput }) => hidden === true && textOf(expectedOutput) !== '')
    .map(({ name }) => textOf(name));
