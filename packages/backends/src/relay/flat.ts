import { placesOf } from './open-socket.js';
import type { Speech, Voice } from './speech.js';

/** A socket alone. A pad is wherever someone comes to. */
export function flat({ name, send }: Voice): Speech {
  const say = async (frame: object): Promise<void> => send(frame);
  return {
    forgetful: true,
    create: async () => crypto.randomUUID().slice(0, 8),
    find: async () => undefined,
    sockets: (id) => placesOf(id),
    join: async () => {
      await say({ type: 'join', name });
      return {};
    },
    leave: () => undefined,
    read: async () => undefined,
    write: (_, code, { cursor = null }) => say({ type: 'code_change', code, cursor }),
    language: (_, language) => say({ type: 'language_change', language }),
    result: (_, { output, error }) => say({ type: 'execution_result', output, error }),
    cursor: (cursor) => void say({ type: 'cursor_change', cursor }),
  };
}
