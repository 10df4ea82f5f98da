import type { Route, SocketRoute } from './router.js';

/** A shell, over three ways. */
export const terminalRoutes: readonly Route[] = [];
export const terminalSockets: readonly SocketRoute[] = [];
