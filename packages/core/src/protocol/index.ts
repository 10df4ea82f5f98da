export { entrySchema, type Audience, type Cast, type Draft, type Entry } from './entry.js';
export { canonicalJson } from './canonical.js';
export {
  emptyHead,
  GENESIS,
  hashEntry,
  hashQuestion,
  open,
  seal,
  verify,
  type Fault,
  type Head,
  type Sealed,
  type Verification,
} from './chain.js';
export {
  isKind,
  isKnown,
  kinds,
  problemOf,
  type BodyOf,
  type Kind,
  type Kinds,
  type KnownEntry,
} from './kinds.js';
export { fromBase64, toBase64 } from './base64.js';
export { newId } from './id.js';
