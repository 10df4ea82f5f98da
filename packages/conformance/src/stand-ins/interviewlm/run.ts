import type { Route } from './router.js';

/** Tests, run by the backend. */
export const runRoutes: readonly Route[] = [];
