import type { Suite } from '../kit/check.js';
import { nativeSuite } from './native.js';

/** What each dialect is checked by. Adding one is adding a row. */
export const suites: Readonly<Record<string, Suite>> = {
  native: nativeSuite,
};
