import { registerDialect, type Backend } from '@interview-room/core';
import type { BridgeOptions } from './bridge/index.js';

/** Makes the backend of a dialect. */
export type OpenBackend = (options: BridgeOptions) => Backend | Promise<Backend>;

/** The dialects, each loaded when it is named. Adding one is adding a row. */
export const dialects: Readonly<Record<string, () => Promise<OpenBackend>>> = {
  'agent-runtime': () => import('./agent-runtime/index.js').then((m) => m.agentRuntimeBackend),
  'auto': () => import('./auto/index.js').then((m) => m.autoBackend(openBackend)),
  'code-interview-agent': () =>
    import('./code-interview-agent/index.js').then((m) => m.codeInterviewAgentBackend),
  'interviewlm': () => import('./interviewlm/index.js').then((m) => m.interviewLmBackend),
  'relay': () => import('./relay/index.js').then((m) => m.relayBackend),
  'y-websocket': () => import('./yjs/index.js').then((m) => m.yWebsocketBackend),
  'hocuspocus': () => import('./yjs/index.js').then((m) => m.hocuspocusBackend),
};

/** The backend at an address that speaks a dialect, with what is not the browser's own: a WebSocket for Node, a `fetch`. */
export async function openBackend(dialect: string, options: BridgeOptions): Promise<Backend> {
  const load = Object.hasOwn(dialects, dialect) ? dialects[dialect] : undefined;
  if (!load)
    throw new TypeError(`There is no dialect "${dialect}". There are ${Object.keys(dialects).join(', ')}.`);
  return (await load())(options);
}

/** Lets `Room.join({ dialect })` know them all. */
export function registerDialects(): void {
  for (const dialect of Object.keys(dialects))
    registerDialect(dialect, (options) => openBackend(dialect, options));
}
