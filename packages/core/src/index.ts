export { Room, type JoinOptions, type RoomExport, type RoomState } from './room.js';
export { EntryRefusedError, JoinRefusedError } from './errors.js';
export { forgetShared, nativeBackend, type NativeOptions } from './native.js';
export { systemClock, type Clock } from './clock.js';
export { localBackend, forgetLocal, openLocalLog, type LocalOptions } from './local.js';
export type { LocalSession } from './local-session.js';
export { openDialect, registerDialect, type DialectOptions, type OpenDialect } from './dialects.js';
export type {
  BackendNotice,
  ChatChoices,
  ChatOffer,
  ExecutionOffer,
  NoticeAction,
  NoticeOffer,
  Offers,
  QuestionsOffer,
  RecordOffer,
  Rewrite,
  TerminalChannel,
  TerminalEvents,
  TerminalOffer,
  TerminalSize,
} from './offers.js';
export { backoff } from './transport/backoff.js';
export { fold, initialState } from './state/fold.js';
export { watchWake } from './transport/wake.js';
export type { SocketConstructor } from './transport/socket.js';
export type {
  Backend,
  BackendEvents,
  BackendSession,
  Connection,
  JoinRequest,
  Refused,
  RemoteConnection,
} from './backend.js';
export { FROM_LOG, Workspace, type FilesListener } from './workspace/workspace.js';
export type { ByLanguage, Progress, RunRecord, TestsRecord } from './state/concerns.js';
export type { LogState } from './state/fold.js';
export type { Audience, Cast, Delivered, Draft, Entry, Withheld } from './protocol/entry.js';
export { assistLevels, type AssistLevel } from './protocol/assist-kinds.js';
export type { BodyOf, Kind, KnownEntry } from './protocol/kinds.js';
export { hashQuestion, verify, type Fault, type Verification } from './protocol/chain.js';
export { ASSISTANT, may, mayCast, mayEnter, type Role, type Stage } from './protocol/roles.js';
export { remainingOf, totalOf, type Timer } from './state/timer.js';
export type { ChatMessage, Person, StageChange } from './state/people.js';
export type { Activity, Note, Score } from './state/review.js';
export type { Authors } from './state/authors.js';
export type {
  Advice,
  Assist,
  AssistCall,
  AssistStep,
  AssistTurn,
  Offer,
  Proposal,
  Whisper,
} from './state/assist.js';
export { sourceOf, writeAs, type Source } from './workspace/sources.js';
export { addressOf, type Address } from './transport/address.js';
export { newId } from './protocol/id.js';
