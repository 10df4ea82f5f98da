import { parseArgs } from 'node:util';
import { assistEnvironment } from '../assist/providers.js';
import { defaultLimits } from '../limits.js';

/** A setting: by a flag, else by the environment, else what is usual. */
interface Setting {
  readonly env: string;
  readonly value?: string;
  readonly usual?: string;
  readonly text: string;
}

/** Every setting, by its flag. */
export const settings = {
  'host': { env: 'HOST', value: 'ADDRESS', usual: '127.0.0.1', text: 'Address to listen on; 0.0.0.0 for all.' },
  'port': { env: 'PORT', value: 'NUMBER', usual: '8787', text: 'Port to listen on; 0 for any that is free.' },
  'data': { env: 'IR_DATA', value: 'DIR', usual: './interview-room-data', text: 'Folder of the SQLite file with all logs.' },
  'memory': { env: 'IR_MEMORY', text: 'Keep nothing: logs last as long as the process.' },
  'nats': { env: 'NATS_URL', value: 'URL', text: 'Keep logs in NATS JetStream instead; several processes may serve them.' },
  'durability': { env: 'IR_DURABILITY', value: 'process|power', usual: 'process', text: 'What an acknowledged entry in SQLite outlives: a killed process, or a power cut too.' },
  'origin': { env: 'IR_ORIGINS', value: 'LIST', usual: '*', text: 'Web pages that may use the server: origins with commas between, or *. Its own may always.' },
  'public-url': { env: 'IR_PUBLIC_URL', value: 'URL', text: 'Where the server is reached from outside, for links. Else it goes by each request.' },
  'sdk': { env: 'IR_SDK', value: 'DIR', text: 'Folder of the elements, served under /sdk/. Else the one beside this package, if it is there.' },
  'token-ttl': { env: 'IR_TOKEN_TTL', value: 'SECONDS', usual: '86400', text: 'How long a token is good for.' },
  'limits': { env: 'IR_LIMITS', value: 'LIST', text: 'Other bounds than the usual, which are below: name=number with commas between.' },
  'grading': { env: 'IR_GRADING', value: 'NUMBER', text: 'How many submissions are judged at once, 0 for none. Else one for each processor.' },
  'execute': { env: 'IR_EXECUTE', text: 'Run programs and tests here for those in a room; else they run in browsers alone.' },
  'webhook-url': { env: 'WEBHOOK_URL', value: 'URL', text: 'Where all that happens is told: started, submitted, graded, ended. Needs WEBHOOK_SECRET.' },
  'webhook-private': { env: 'IR_WEBHOOK_PRIVATE', text: 'Webhooks may go to private addresses too. For those who trust everyone that makes rooms.' },
  'assist-tokens': { env: 'IR_ASSIST_TOKENS', value: 'NUMBER', text: 'How many tokens the assistant of one room may take, in and out. Usually 2000000.' },
  'assist-asks': { env: 'IR_ASSIST_ASKS', value: 'NUMBER', text: 'How often one person may ask the assistant in a minute. Usually 10.' },
  'assist-room-asks': { env: 'IR_ASSIST_ROOM_ASKS', value: 'NUMBER', text: 'And how often all of one room together. Usually three times as often.' },
  'assist-person-tokens': { env: 'IR_ASSIST_PERSON_TOKENS', value: 'NUMBER', text: 'How many tokens one person in a room may take. Usually as many as the room.' },
  'assist-price': { env: 'IR_ASSIST_PRICE', value: 'IN,OUT', text: 'What a million tokens cost, in and out; with --assist-cost.' },
  'assist-cost': { env: 'IR_ASSIST_COST', value: 'NUMBER', text: 'What the assistant of one room may cost.' },
  'assist-person-cost': { env: 'IR_ASSIST_PERSON_COST', value: 'NUMBER', text: 'What it may cost for one person in a room.' },
  'quiet': { env: 'IR_QUIET', text: 'Write no log lines.' },
  'help': { env: '', text: 'Show this.' },
} as const satisfies Record<string, Setting>; // prettier-ignore

/** Only by the environment, which others on the machine do not see. */
const secrets = [
  [
    'API_KEY',
    'Keys that rooms are made with, with commas between. Else one is made for this process and printed.',
  ],
  ['WEBHOOK_SECRET', 'What webhooks are signed by. Without it there are none.'],
  ['IR_SECRET', 'What tokens are signed by. Else a secret is made once and kept with the logs.'],
  ...assistEnvironment,
] as const;

export type Flags = Partial<Record<keyof typeof settings, string>>;

const rows = Object.entries(settings) as [keyof typeof settings, Setting][];

/** The settings from the command line and the environment. Throws where a flag is none. */
export function readFlags(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Flags {
  const options = Object.fromEntries(
    rows.map(([name, { value }]) => [name, { type: value ? ('string' as const) : ('boolean' as const) }]),
  );
  const { values } = parseArgs({ args: [...args], options });
  const flags = rows.map(([name, { env: variable, usual }]) => [
    name,
    values[name] ?? (env[variable] || usual),
  ]);
  return Object.fromEntries(
    flags.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]),
  ) as Flags;
}

/** What `--help` says. */
export function help(): string {
  const flag = (name: string, { value }: Setting) => `--${name}${value ? ` ${value}` : ''}`;
  const lines = rows.map(([name, setting]) => {
    const { env, usual, text } = setting;
    const more = [env, usual && `usually ${usual}`].filter(Boolean).join(', ');
    return `  ${flag(name, setting).padEnd(28)} ${text}${more ? ` (${more})` : ''}`;
  });
  return [
    'interview-room-server: the reference backend of an interview room',
    '',
    ...lines,
    '',
    'Limits:',
    ...Object.entries(defaultLimits).map(([name, value]) => `  ${name.padEnd(28)} ${value}`),
    '',
    'By the environment alone:',
    ...secrets.map(([name, text]) => `  ${name.padEnd(28)} ${text}`),
    '',
  ].join('\n');
}
