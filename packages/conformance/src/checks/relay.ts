import type { Suite } from '../kit/check.js';
import { docs } from './relay/docs.js';
import { flat } from './relay/flat.js';
import { impl } from './relay/impl.js';
import { leavePad } from './relay/pad.js';

/** A shared pad. Settings: `session` (a pad that is there; else one is made). */
export const relaySuite: Suite = {
  dialect: 'relay',
  variants: ['impl', 'docs', 'flat'],
  checks: [...impl, ...docs, ...flat],
  end: async (probe) => leavePad(probe),
};
