import type { Backend, JoinOptions, LocalOptions, Room as CoreRoom } from '@interview-room/core';

const core = () => import('@interview-room/core');

/** Joining a room, with the code of rooms fetched when the first is joined. */
export const Room = {
  /** Joins a room. Resolves when all that happened in it so far is in its state and files. */
  join: async (options: JoinOptions): Promise<CoreRoom> => {
    if (options.dialect) (await import('@interview-room/backends')).registerDialects();
    return (await core()).Room.join(options);
  },
};

/** A backend without a server: the log is kept by the browser. */
export function localBackend(options?: LocalOptions): Backend {
  return { join: async (request, events) => (await core()).localBackend(options).join(request, events) };
}
