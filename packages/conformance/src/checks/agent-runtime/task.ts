import { setTimeout as sleep } from 'node:timers/promises';
import { Mismatch, Skip, type Probe } from '../../kit/check.js';
import { objectOf, type Json } from './stream.js';

/** An answer: its text, and that as JSON, or the text again where it is none. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
}

export async function ask(
  probe: Probe,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Answer> {
  const reply = await fetch(probe.url + path, {
    method,
    signal: probe.signal,
    headers: {
      'content-type': 'application/json',
      ...(probe.token && { authorization: `Bearer ${probe.token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const answer = { status: reply.status, text, body: parsed(text) ?? text.slice(0, 500) };
  probe.note(`${method} ${path}`, { status: answer.status, body: answer.body });
  return answer;
}

/** Makes a task. */
export function made(probe: Probe): Promise<Answer> {
  const app_url = probe.settings['app-url'] ?? 'https://example.org';
  return ask(probe, 'POST', '/tasks', { task_type: 'plan', configuration: { app_url } });
}

/** The task that the checks share. */
export async function task(probe: Probe): Promise<{ id: string }> {
  const shared = probe.shared.get('task');
  if (typeof shared === 'string') return { id: shared };
  const { status, body } = await made(probe);
  const { id } = objectOf(body);
  if (typeof id !== 'string') throw new Mismatch({ id: 'a text' }, { status, body }, 'No task was made.');
  probe.shared.set('task', id);
  return { id };
}

/** So long a task is waited for, in milliseconds: a real one may take an hour, and is not judged by that. */
const PATIENCE = 12_000;

/** Asks for a task until it is so. */
export async function until(probe: Probe, id: string, done: (task: Json) => boolean): Promise<Json> {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const { status, body } = await ask(probe, 'GET', `/tasks/${id}`);
    if (status !== 200) throw new Mismatch({ status: 200 }, { status, body }, 'The task was not told.');
    if (done(objectOf(body))) return objectOf(body);
    await sleep(100, undefined, { signal: probe.signal });
  }
  throw new Skip('The task was still at work when it was last looked at.');
}

/** The files of the shared task once it is over, by whichever way they are listed. */
export async function listed(probe: Probe): Promise<{ files: Json[]; session: string; body: unknown }> {
  const { id } = await task(probe);
  const over = await until(probe, id, ({ completed_at }) => Boolean(completed_at));
  const bySession = await ask(probe, 'GET', `/sessions/${String(over['session_id'])}/files`);
  const { body } =
    bySession.status === 404 ? await ask(probe, 'GET', `/tasks/${id}/session/files`) : bySession;
  const { files, session_id } = objectOf(body);
  const session = typeof session_id === 'string' ? session_id : String(over['session_id']);
  return { files: Array.isArray(files) ? files.map(objectOf) : [], session, body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
