import { parseArgs } from 'node:util';
import { suites } from '../checks/index.js';
import { standIns } from '../stand-ins/index.js';
import { aligned } from '../kit/report/table.js';
import { faultNames } from './faults.js';

const options = {
  dialect: { type: 'string', default: 'auto' },
  variant: { type: 'string' },
  token: { type: 'string' },
  session: { type: 'string' },
  setting: { type: 'string', multiple: true },
  json: { type: 'string' },
  junit: { type: 'string' },
  timeout: { type: 'string' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  port: { type: 'string' },
  host: { type: 'string' },
  fault: { type: 'string', multiple: true },
} as const;

/** What was asked for, on the command line. @throws where there is no such flag. */
export const readFlags = (args: readonly string[]) =>
  parseArgs({ args: withFile(args), options, allowPositionals: true });
export type Flags = ReturnType<typeof readFlags>['values'];

/** `--json` alone prints; with a file it writes there. */
function withFile(args: readonly string[]): string[] {
  return args.map((arg, at) => {
    const next = args[at + 1];
    const isAlone = next === undefined || next.startsWith('-') || /^(https?|wss?):/.test(next);
    return arg === '--json' && isAlone ? '--json=-' : arg;
  });
}

/** `k=v`, several of them. */
export function readSettings(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new TypeError(`--setting is name=value, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** A whole number that a flag has to be. */
export function readNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (value === '' || !Number.isSafeInteger(number) || number < 0 || number > most)
    throw new TypeError(`--${name} is a whole number from 0 to ${most}, not "${value}".`);
  return number;
}

const indented = (rows: readonly (readonly string[])[]) => aligned(rows).map((line) => `  ${line}`);

/** The dialects that can be checked or served, with their variants. */
export function listOfAll(): string {
  const names = [...new Set([...Object.keys(suites), ...Object.keys(standIns)])].sort();
  const rows = names.map((name) => {
    const variants = suites[name]?.variants ?? standIns[name]?.variants ?? [];
    const checks = suites[name]?.checks.length;
    return [
      name,
      variants.join(', '),
      checks ? `${checks} checks` : 'no checks',
      standIns[name] ? 'serve' : '',
    ];
  });
  return `${aligned([['dialect', 'variants', 'checks', 'stand-in'], ...rows]).join('\n')}\n`;
}

export const help = (): string => `Is my backend compatible?

  npx @interview-room/conformance <url> [flags]      checks a backend that runs
  npx @interview-room/conformance serve <dialect>    starts a stand-in to develop against
  npx @interview-room/conformance --list             which dialects there are

Checking:
${indented([
  ['--dialect NAME|auto', 'what it speaks; without it, it is found out'],
  ['--variant NAME', 'which variant of it; without it, the first'],
  ['--session ID', 'the room or session to join'],
  ['--token TOKEN', 'a candidate’s token'],
  [
    '--setting NAME=VALUE',
    'what else a dialect needs; can be given again (native: interviewer-token, observer-token,',
  ],
  ['', 'foreign-token; or api-key, with which it makes a room by itself)'],
  ['--json [FILE]', 'the report as JSON, printed or written'],
  ['--junit FILE', 'the report as JUnit’s XML'],
  ['--timeout SECONDS', 'how long one check may take (15)'],
]).join('\n')}

Serving:
${indented([
  ['--variant NAME', 'which variant it speaks; without it, the first'],
  ['--port NUMBER', 'where it listens (4100); 0 for any that is free'],
  ['--host ADDRESS', 'on which address (127.0.0.1)'],
  ['--fault NAME=VALUE', 'what goes wrong; can be given again, and switched while it runs:'],
  ...Object.entries(faultNames).map(([name, { value, text }]) => [`  ${name}=${value}`, text]),
]).join('\n')}

It exits with 0 where all passed or was skipped, 1 where something failed, 2 where it could not be asked,
130 after Ctrl+C, which prints what there is by then.
`;
