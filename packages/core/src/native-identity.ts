import type { JoinRequest } from './backend.js';
import type { Clock } from './clock.js';
import type { Address } from './transport/address.js';

/** A function for tokens may take so long before the room is looked for under the name that it had last. */
const PATIENCE = 3000;

type Token = JoinRequest['token'];

/**
 * Under which name a room is kept: one for each participant, so that two who use the same browser do not see what is the
 * other's. Who one is stands in the token; where that cannot be had now (offline), this tab remembers it from before.
 */
export async function nameOf(address: Address, request: JoinRequest, clock: Clock) {
  const { token, first } = onceAhead(request.token);
  const key = `interview-room/who/${address.room}`;
  const subject = subjectOf(await within(clock, first));
  const who = subject ?? remembered(key) ?? [request.role, request.name].filter(Boolean).join('/');
  if (subject) remember(key, subject);
  return { token, room: `${address.room}#${who}` };
}

/** Asks for a token ahead of the first connect, which is given that one: it is not asked for twice. */
function onceAhead(token: Token): { token: Token; first: Promise<string | undefined> } {
  if (typeof token !== 'function') return { token, first: Promise.resolve(token) };
  let ahead: Promise<string> | undefined = Promise.resolve().then(token);
  const first = ahead.catch(() => undefined);
  const next = () => {
    const answer = ahead ?? token();
    ahead = undefined;
    return answer;
  };
  return { token: next, first };
}

function within<T>(clock: Clock, promise: Promise<T>): Promise<T | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(PATIENCE, () => resolve(undefined));
  });
  return Promise.race([promise, late]).finally(() => cancel());
}

/** The participant that a token is for. It is read, not believed: it only names a drawer of this browser. */
function subjectOf(token: string | undefined): string | undefined {
  return quietly(() => {
    const payload = token?.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/');
    const claims = payload ? (JSON.parse(atob(payload)) as { sub?: unknown }) : {};
    return typeof claims.sub === 'string' ? claims.sub : undefined;
  });
}

const remembered = (key: string) => quietly(() => sessionStorage.getItem(key) ?? undefined);
const remember = (key: string, who: string) => quietly(() => sessionStorage.setItem(key, who));

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
