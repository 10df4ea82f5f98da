// Backends for the tests of rooms in browsers: made in this process, and reached over real sockets.
import { tsImport } from 'tsx/esm/api';

const load = () => tsImport('../packages/core/src/testing/stand-in.ts', import.meta.url);

/** What a test may ask of its backend: adding one is adding a row. */
const asks = {
  cut: (server) => server.cut(),
  /** Lets nobody through, or all again. */
  block: (server, blocked) => {
    server.blocked = blocked;
    if (blocked) server.cut();
  },
  /** Takes no entries of a kind; without one it takes all. */
  refuse: (server, kind) => {
    server.refuse = (draft) => (draft.kind === kind ? 'not-allowed' : undefined);
  },
  /** Answers nothing that a client sends. */
  ignore: (server, client) => {
    const answer = server.answer.bind(server);
    server.answer = (peer, frame) => (peer.client === client ? [] : answer(peer, frame));
  },
  look: ({ entries, writers }) => ({ entries, writers: [...writers] }),
};

/** Notes who sends entries. */
function watched(server) {
  const answer = server.answer.bind(server);
  server.writers = new Set();
  server.answer = (peer, frame) => {
    if (frame.type === 'append') server.writers.add(peer.client);
    return answer(peer, frame);
  };
  return server;
}

/** The plugin: a page asks by `executeServerCommand('stand-in', …)`. */
export function standIns() {
  const all = [];
  return {
    name: 'stand-ins',
    async executeCommand({ command, payload: { id, ask, what } = {} }) {
      if (command !== 'stand-in') return undefined;
      if (ask === 'open') {
        const { StandIn } = await load();
        const server = watched(new StandIn());
        await server.start();
        return { id: all.push(server) - 1, url: server.url };
      }
      if (ask === 'close') await all[id].stop();
      return { found: asks[ask]?.(all[id], what) };
    },
  };
}
