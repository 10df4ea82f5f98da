import { suites } from '../checks/index.js';
import { jsonOf } from '../kit/report/json.js';
import { junitOf } from '../kit/report/junit.js';
import { coloured, plain, tableOf } from '../kit/report/table.js';
import { runSuite, type RunOptions } from '../kit/run.js';
import { detect } from './detect.js';
import { readNumber, readSettings, type Flags } from './flags.js';
import { STOPPED, type World } from './world.js';

/** Asks a backend everything that its dialect's suite has. */
export async function check(world: World, flags: Flags, address: string): Promise<number> {
  const url = addressOf(address);
  const timeoutMs = readNumber('timeout', flags.timeout ?? '15', 3600) * 1000;
  const settings = { ...readSettings(flags.setting), ...(flags.session && { session: flags.session }) };
  const named = flags.dialect === 'auto' ? undefined : { dialect: flags.dialect, variant: '' };
  if (named) suiteOf(named.dialect);
  await reach(url, world.signal);
  const found = named ?? (await Promise.race([detect(world, url, flags.session), stopped(world.signal)]));
  if (!found) return STOPPED;
  const { dialect, variant } = found;
  const target = {
    url,
    dialect,
    variant: flags.variant ?? variant,
    settings,
    ...(flags.token !== undefined && { token: flags.token }),
  };
  const report = await runSuite(suiteOf(dialect), target, {
    timeoutMs,
    signal: world.signal,
    ...progress(world),
  });
  if (flags.json === '-') world.print(jsonOf(report));
  else world.print(tableOf(report, world.isTerminal && !world.env['NO_COLOR'] ? coloured : plain));
  if (flags.json && flags.json !== '-') await world.write(flags.json, jsonOf(report));
  if (flags.junit) await world.write(flags.junit, junitOf(report));
  if (report.unmade > 0) return STOPPED;
  return report.failed > 0 ? 1 : 0;
}

/** Where people look on: which check is being made, in a line that is gone at the end. */
function progress({ isWatched, printError }: World): Pick<RunOptions, 'onCheck' | 'onResult'> {
  if (!isWatched) return {};
  const line = (text: string) => printError(`\r\u001b[K${text}`);
  return {
    onCheck: ({ id }, at, of) => line(`${at} of ${of}  ${id}`),
    onResult: () => line(''),
  };
}

const stopped = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

function suiteOf(dialect: string) {
  const suite = Object.hasOwn(suites, dialect) ? suites[dialect] : undefined;
  if (!suite)
    throw new TypeError(
      `There are no checks for "${dialect}". There are for ${Object.keys(suites).join(', ')}.`,
    );
  return suite;
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^(https?|wss?):$/.test(url.protocol))
    throw new TypeError(`"${text}" is no address: http://… or https://….`);
  return `${url.origin.replace(/^null$/, `${url.protocol.replace('ws', 'http')}//${url.host}`)}${url.pathname}`
    .replace(/^ws/, 'http')
    .replace(/\/+$/, '');
}

/** Whether anyone is there at all: any answer will do. */
async function reach(url: string, signal: AbortSignal): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), 10_000);
  try {
    await (await fetch(url, { signal: AbortSignal.any([signal, late.signal]) })).body?.cancel();
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
    const why = String(cause?.code ?? cause?.message ?? error);
    throw new Error(`Nothing answers at ${url} (${why}). Is it running, and is that its address?`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}
