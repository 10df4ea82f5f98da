import type { Suite } from '../kit/check.js';
import { casting } from './native/casting.js';
import { joining } from './native/joining.js';
import { reading } from './native/reading.js';
import { streaming } from './native/streaming.js';
import { writing } from './native/writing.js';

/**
 * The wire of docs/PROTOCOL.md. It needs a room: `session` with a candidate's token, and `interviewer-token`,
 * `observer-token`, `foreign-token` for what needs those; or `api-key`, with which one is made by REST.
 */
export const nativeSuite: Suite = {
  dialect: 'native',
  variants: ['1'],
  checks: [...joining, ...writing, ...reading, ...casting, ...streaming],
};
