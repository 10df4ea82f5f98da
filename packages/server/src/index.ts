export { createServer, type EntryListener, type InterviewServer, type ServerOptions } from './server.js';
export { defaultLimits, type Limits } from './limits.js';
export { jsonLogger, silentLogger, type Logger } from './logger.js';
export { Tokens } from './auth/tokens.js';
export type { Claims } from './auth/claims.js';
export type { Consequences } from './follow-up/index.js';
export type { EntryEvent } from './hub/room-hub.js';
export { MemoryLogEngine } from './log/memory.js';
export { NatsLogEngine, type NatsOptions } from './log/nats.js';
export { SqliteLogEngine, type SqliteOptions } from './log/sqlite.js';
export {
  LogCorruptError,
  type CastListener,
  type EngineOptions,
  type EntriesListener,
  type LogEngine,
  type LogFault,
  type Snapshot,
} from './log/engine.js';
export { ConflictError, type Document, type Documents, type ListOptions } from './log/documents.js';
export { modelsFrom } from './assist/providers.js';
export type { AssistOptions } from './assist/options.js';
