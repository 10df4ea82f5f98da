import type { Probe } from '../../kit/check.js';

/** An answer: its status, and its body as JSON, or as text where it is none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
export type Json = Readonly<Record<string, unknown>>;
export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Asks a service that runs programs, with what says who asks. */
export async function ask(
  probe: Probe,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Answer> {
  const { token, signal, url } = probe;
  const reply = await fetch(url + path, {
    method,
    signal,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const answer = { status: reply.status, body: parsed(text) };
  probe.note(`${method} ${path}`, answer);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.slice(0, 500);
  }
}
