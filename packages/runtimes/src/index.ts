export type * from './events.js';
export type * from './cases/case.js';
