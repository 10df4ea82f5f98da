import type { Route } from './router.js';

/** The chat, its agent, and what helps a person on. */
export const chatRoutes: readonly Route[] = [];
