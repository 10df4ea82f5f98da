export {
  entrySchema,
  isWithheld,
  withhold,
  type Audience,
  type Cast,
  type Delivered,
  type Draft,
  type Entry,
  type Withheld,
} from './entry.js';
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
export { assistLevels, type AssistLevel } from './assist-kinds.js';
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
export {
  APPEND_LIMIT,
  clientFrames,
  closeCodes,
  draftSchema,
  FRAME_LIMIT,
  PROTOCOL,
  readClientFrame,
  readServerFrame,
  refusalReasons,
  serverFrames,
  snapshotSchema,
  withheldSchema,
  type ClientFrame,
  type FrameDraft,
  type HelloFrame,
  type Read,
  type RefusalReason,
  type RefusedFrame,
  type ServerFrame,
  type WelcomeFrame,
  type WireSnapshot,
} from './frames.js';
export {
  ASSISTANT,
  audienceOf,
  may,
  mayCast,
  mayEnter,
  mayRead,
  ROOM,
  roles,
  stages,
  type Role,
  type Stage,
} from './roles.js';
