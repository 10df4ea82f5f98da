import { callJson, objectOf, textOf, WireError } from '../wire/index.js';
import { peopleOf, plain } from './frames.js';
import type { Greeting, Speech, Voice } from './speech.js';

/** So long a body may be: what Express takes unless told otherwise. */
const LONGEST = 100 * 1024;
/** More than this does not live on after a page. */
const LAST = 60_000;

/** What is sure of it. */
const KNOWN = { most: LONGEST, echoes: true, confirms: true } as const;

/** Requests for what is done, and a socket for what others do. */
export function impl({ caller, name }: Voice): Speech {
  let root = '/sessions';
  const at = (id: string, part = ''): string => `${root}/${encodeURIComponent(id)}${part}`;
  /** The same stands at two places; a proxy may let but one of them through. */
  const either = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WireError) || (error.code !== 'not-found' && error.code !== 'html')) throw error;
      const before = root;
      root = before === '/sessions' ? '/api/sessions' : '/sessions';
      return await ask().catch(() => {
        root = before;
        throw error;
      });
    }
  };
  const get = async (id: string) => objectOf(await either(() => callJson(caller, at(id))));
  const greet = (session: unknown): Greeting => {
    const { code, language } = objectOf(session);
    return {
      ...(typeof code === 'string' && { code: plain(code) }),
      ...(typeof language === 'string' && { language: language.toLowerCase() }),
    };
  };
  return {
    ...KNOWN,
    create: async (language) => {
      const body = { language };
      return textOf(objectOf(await either(() => callJson(caller, root, { method: 'POST', body })))['id']);
    },
    find: async (id) => void (await get(id)),
    sockets: (id) => [`/ws/${encodeURIComponent(id)}`],
    join: async (id, you) => {
      const people = peopleOf(await either(() => callJson(caller, at(id, '/users'))).catch(() => []));
      // Who was cut off may still be there: then nobody has to be told that they came.
      if (you && people.some((person) => person.id === you)) return { ...greet(await get(id)), people, you };
      const call = { method: 'POST', body: { userName: name } } as const;
      const joined = await either(() => callJson(caller, at(id, '/join'), call));
      const { session, user } = objectOf(joined);
      const own = textOf(objectOf(user)['id']);
      return { ...greet(session), people: [...people, ...peopleOf([user])], ...(own && { you: own }) };
    },
    leave: (id, you) => {
      const body = { userId: you };
      if (you)
        callJson(caller, at(id, '/leave'), { method: 'POST', body, keepalive: true }).catch(() => undefined);
    },
    read: async (id) => greet(await get(id)).code,
    write: async (id, code, { last }) => {
      const keepalive = last === true && code.length * 3 < LAST;
      await callJson(caller, at(id, '/code'), { method: 'PUT', body: { code }, keepalive });
    },
    language: async (id, language) => {
      await callJson(caller, at(id, '/language'), { method: 'PUT', body: { language } });
    },
    result: async (id, { output, error }) => {
      const body = { output, error, timestamp: Date.now() };
      await callJson(caller, at(id, '/execute'), { method: 'POST', body });
    },
  };
}
