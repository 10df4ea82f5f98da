import { isObject, listOf, objectOf, parseJson, type Json } from '@interview-room/backends/wire';
import { Mismatch, type Probe } from '../../kit/check.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

/** A request, and what came of it. */
export async function ask(probe: Probe, what: string, body?: unknown, base = probe.url): Promise<Answer> {
  const [method = 'GET', path = '/'] = what.split(' ');
  const response = await fetch(`${base}${path}`, {
    method,
    signal: probe.signal,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(probe.token !== undefined && { authorization: `Bearer ${probe.token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  probe.note(`${what} → ${response.status}`, text.slice(0, 2000));
  return { status: response.status, body: parseJson(text), text };
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

/** FastAPI's errors: a text, or a list of what is wrong where. */
export function expectDetail({ status, body, text }: Answer, statuses: readonly number[]): void {
  const expected = { status: statuses[0], detail: 'text or [{loc, msg, type}]' };
  expect(statuses.includes(status), expected, text.slice(0, 1000), `The status was ${status}.`);
  const { detail } = objectOf(body);
  const list = listOf(detail);
  const isList = list.length > 0 && list.every((each) => typeof objectOf(each)['msg'] === 'string');
  expect(typeof detail === 'string' || isList, expected, text.slice(0, 1000), 'The error has another shape.');
}
