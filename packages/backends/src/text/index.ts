export { alike } from './alike.js';
export { commonLines, mergeApart, type Apart } from './apart.js';
export { change } from './change.js';
export type { Hunk } from './hunk.js';
export { editsOf, hunksOf } from './hunks.js';
export { merge3 } from './merge.js';
