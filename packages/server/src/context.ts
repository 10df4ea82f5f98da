import type { Directory } from './api/directory.js';
import type { Relay } from './assist/relay.js';
import type { ApiKeys } from './auth/api-keys.js';
import type { Origins } from './auth/origins.js';
import type { Tokens } from './auth/tokens.js';
import type { Execution } from './execute/execution.js';
import type { Aftermath } from './follow-up/index.js';
import type { Rooms } from './hub/rooms.js';
import type { Limits } from './limits.js';
import type { LogEngine } from './log/engine.js';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import type { Buckets } from './wire/bucket.js';

/** What the parts of a server share. */
export interface Context {
  readonly engine: LogEngine;
  readonly rooms: Rooms;
  /** What the server does of itself: webhooks and grading. */
  readonly aftermath: Aftermath;
  /** Asks models. */
  readonly relay: Relay;
  /** Runs programs for those in a room; absent where it is not switched on. */
  readonly execution: Execution | undefined;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly keys: ApiKeys;
  readonly origins: Origins;
  readonly limits: Readonly<Limits>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** How often each token may write by POST. */
  readonly posts: Buckets;
  /** And how much. */
  readonly postBytes: Buckets;
  /** How often each key or token may ask the API. */
  readonly requests: Buckets;
  /** Where the server is reached from outside, without a slash at the end; else it goes by each request. */
  readonly publicUrl: string | undefined;
}
