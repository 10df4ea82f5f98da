import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelsFrom } from '../assist/providers.js';
import type { AssistOptions } from '../assist/options.js';
import { readLimits } from '../limits.js';
import { webhookProblem } from '../hooks/url.js';
import type { LogEngine } from '../log/engine.js';
import { MemoryLogEngine } from '../log/memory.js';
import { NatsLogEngine } from '../log/nats.js';
import { SqliteLogEngine } from '../log/sqlite.js';
import { jsonLogger, silentLogger, told, type Logger } from '../logger.js';
import { createServer, type InterviewServer, type ServerOptions } from '../server.js';
import { help, readFlags, type Flags } from './flags.js';

/** What the command needs of its surroundings. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
  printError(line: string): void;
}

/** Starts the server as the flags say; nothing is started if only help was asked for. */
export async function main({
  args,
  env,
  print,
  printError,
}: Surroundings): Promise<InterviewServer | undefined> {
  const flags = readFlags(args, env);
  if (flags.help === 'true') return void print(help());
  const logger = flags.quiet ? silentLogger : jsonLogger((line) => printError(line.trimEnd()));
  const { keys, made } = apiKeys(env['API_KEY']);
  const port = number(flags, 'port', 0, 65_535);
  const server = await createServer({
    apiKeys: keys,
    secret: env['IR_SECRET'] || undefined,
    tokenTtl: number(flags, 'token-ttl', 60, 366 * 86_400),
    origins: flags.origin?.split(',').map((origin) => origin.trim()),
    publicUrl: flags['public-url'],
    sdk: flags.sdk ?? besides(),
    limits: readLimits(flags.limits ?? ''),
    assist: assistOf(flags, env),
    webhooks: webhooksOf(flags, env['WEBHOOK_SECRET']),
    grading: flags.grading === undefined ? undefined : gradingOf(number(flags, 'grading', 0, 1024)),
    execute: ['true', '1'].includes(flags.execute ?? '') && {},
    logger,
    // The last of it: what is wrong above opens no file and no connection.
    engine: await engineOf(flags, logger),
  });
  const url = await server.listen(port, flags.host);
  print(`interview-room-server listens on ${url}`);
  if (made) print(`API key, for as long as this process lives: ${keys[0]}`);
  return server;
}

function apiKeys(given: string | undefined): { keys: string[]; made: boolean } {
  const keys = (given ?? '').split(',').filter((key) => key !== '');
  return keys.length > 0
    ? { keys, made: false }
    : { keys: [randomBytes(24).toString('base64url')], made: true };
}

async function engineOf(flags: Flags, logger: Logger): Promise<LogEngine> {
  const onError = (error: unknown) => logger.error('engine', told(error));
  if (flags.memory) return new MemoryLogEngine({ onError });
  if (flags.nats) return NatsLogEngine.connect({ servers: flags.nats.split(','), onError });
  const { data: dir = '.', durability } = flags;
  if (durability !== 'process' && durability !== 'power')
    throw new TypeError('--durability is "process" or "power".');
  return new SqliteLogEngine({ dir, durability, onError });
}

const gradingOf = (concurrency: number) => concurrency > 0 && { concurrency };

function webhooksOf(flags: Flags, secret = ''): ServerOptions['webhooks'] {
  const url = flags['webhook-url'];
  if (!secret && url) throw new TypeError('--webhook-url needs WEBHOOK_SECRET, to sign by.');
  const problem = url && webhookProblem(url);
  if (problem) throw new TypeError(`--webhook-url: ${problem}`);
  return secret
    ? { url, secret, allowPrivate: ['true', '1'].includes(flags['webhook-private'] ?? '') }
    : undefined;
}

/** The assistant, where the environment names a model for it. */
function assistOf(flags: Flags, env: Surroundings['env']): AssistOptions | undefined {
  const models = modelsFrom(env);
  if (!models) return;
  const [input = 0, output = 0] = (flags['assist-price'] ?? '').split(',').map(Number);
  if (!(input >= 0 && output >= 0))
    throw new TypeError('--assist-price is two numbers with a comma between.');
  const optional = (name: Budget) =>
    flags[name] === undefined ? undefined : number(flags, name, 0, Number.MAX_SAFE_INTEGER);
  return {
    models,
    roomTokens: optional('assist-tokens'),
    personTokens: optional('assist-person-tokens'),
    asksPerMinute: optional('assist-asks'),
    roomAsksPerMinute: optional('assist-room-asks'),
    roomCost: optional('assist-cost'),
    personCost: optional('assist-person-cost'),
    price: { input, output },
  };
}

type Budget = `assist-${'' | 'room-'}asks` | `assist-${'' | 'person-'}${'tokens' | 'cost'}`;
type Numbered = 'port' | 'token-ttl' | 'grading' | Budget;

function number(flags: Flags, name: Numbered, least: number, most: number): number {
  const value = Number(flags[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`--${name} is a whole number from ${least} to ${most}.`);
}

/** The elements, where they were built beside this package. */
function besides(): string | undefined {
  const folder = fileURLToPath(new URL('../../../interview-room/dist/cdn', import.meta.url));
  return existsSync(folder) ? folder : undefined;
}
