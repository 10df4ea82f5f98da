import { callJson, objectOf, textOf } from '../wire/index.js';
import { peopleOf, plain } from './frames.js';
import { placesOf } from './open-socket.js';
import type { Speech, Voice } from './speech.js';

/** Two requests, and a socket for all else. */
export function docs({ caller, name, userId, send }: Voice): Speech {
  const get = async (id: string) => objectOf(await callJson(caller, `/session/${encodeURIComponent(id)}`));
  const say = async (type: string, payload: object): Promise<void> => send({ type, payload });
  return {
    forgetful: true,
    create: async (language) => {
      const made = objectOf(await callJson(caller, '/session', { method: 'POST', body: { language } }));
      return textOf(made['sessionId']) || textOf(made['id']);
    },
    find: async (id) => void (await get(id)),
    sockets: (id) => placesOf(id),
    join: async (id) => {
      await say('join-session', { userId, username: name });
      const { code, language, participants, users } = await get(id);
      return {
        you: userId,
        people: peopleOf(participants ?? users),
        ...(typeof code === 'string' && { code: plain(code) }),
        ...(typeof language === 'string' && { language: language.toLowerCase() }),
      };
    },
    leave: () => void say('leave-session', { userId }),
    read: async (id) => {
      const { code } = await get(id);
      return typeof code === 'string' ? plain(code) : undefined;
    },
    // `changes` is what is documented, and the whole text is what is meant.
    write: (_, code) => say('code-change', { userId, changes: code, code }),
    language: (_, language) => say('language-change', { userId, language }),
    result: (_, { language, code, output, error }) =>
      say('execute-code', { userId, language, code, output, error }),
    cursor: (cursor) => void say('cursor-move', { userId, cursor }),
  };
}
