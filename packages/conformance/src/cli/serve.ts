import type { StandIn } from '../stand-ins/index.js';
import { noFaults } from '../stand-ins/stand-in.js';
import { standIns } from '../stand-ins/index.js';
import { aligned, written } from '../kit/report/table.js';
import { faultNames, readFaults, setFault } from './faults.js';
import { readNumber, type Flags } from './flags.js';
import type { World } from './world.js';

/** Starts a stand-in, and does what is typed until Ctrl+C. */
export async function serveStandIn(world: World, flags: Flags, dialect: string | undefined): Promise<number> {
  const names = Object.keys(standIns).join(', ');
  if (dialect === undefined) throw new TypeError(`Which dialect? There are ${names}.`);
  const row = Object.hasOwn(standIns, dialect) ? standIns[dialect] : undefined;
  if (!row) throw new TypeError(`There is no stand-in for "${dialect}". There are ${names}.`);
  const { variant } = flags;
  if (variant !== undefined && !row.variants.includes(variant))
    throw new TypeError(`"${dialect}" has no variant "${variant}". It has ${row.variants.join(', ')}.`);
  const standIn = await row.start({
    port: readNumber('port', flags.port ?? '4100', 65_535),
    ...(flags.host !== undefined && { host: flags.host }),
    ...(variant !== undefined && { variant }),
    faults: readFaults(flags.fault ?? []),
  });
  world.print(greeting(standIn));
  try {
    await Promise.race([listen(world, standIn), aborted(world.signal)]);
  } finally {
    await standIn.close();
  }
  return 0;
}

const greeting = ({ dialect, variant, url }: StandIn): string => `${dialect} (${variant}) listens on ${url}

  ${tagOf(dialect, variant, url)}

Type help for what can be made to go wrong. Ctrl+C ends it.
`;

/** What is not a room, in a page or a script. */
const others: Readonly<Record<string, (url: string) => string>> = {
  'agent-runtime': (url) => `<task-panel endpoint="${url}"></task-panel>`,
  'piston': (url) => `pistonRunner({ url: '${url}/api/v2/piston' })`,
  'judge0': (url) => `judge0Runner({ url: '${url}' })`,
};
/** Where one is made: a name that is none, or no name at all. */
const sessions: Readonly<Record<string, string>> = { 'relay': ' session="new"', 'code-interview-agent': '' };

/** What to paste into a page to see it. */
function tagOf(dialect: string, variant: string, url: string): string {
  const session = sessions[dialect] ?? ' session="demo"';
  return (
    others[dialect]?.(url) ??
    `<interview-room backend="${url}" dialect="${dialect}" variant="${variant}"${session} name="Ada"></interview-room>`
  );
}

async function listen(world: World, standIn: StandIn): Promise<void> {
  for await (const line of world.lines()) {
    const [command = '', ...rest] = line.trim().split(/\s+/);
    if (command === 'quit') return;
    try {
      const answer = command === '' ? '' : obey(standIn, command, rest.join(' '));
      if (answer) world.print(`${answer}\n`);
    } catch (error) {
      world.print(`${(error as Error).message} Type help for all of it.\n`);
    }
  }
  // Whoever types nothing, a script say, ends it by its signal.
  await aborted(world.signal);
}

/** What can be typed besides the faults. */
const commands: Readonly<Record<string, { text: string; run(standIn: StandIn, rest: string): string }>> = {
  cut: {
    text: 'break every connection that is open',
    run: (standIn) => (standIn.cut(), 'All connections were broken.'),
  },
  calm: {
    text: 'nothing goes wrong any more',
    run: ({ faults }) => (Object.assign(faults, noFaults), 'Nothing goes wrong any more.'),
  },
  say: {
    text: 'send this JSON, or text, to everyone who is connected',
    run: (standIn, rest) => (standIn.say(jsonOr(rest)), 'It was said.'),
  },
  heard: {
    text: 'the last ten things that it was sent',
    run: ({ heard }) =>
      heard
        .slice(-10)
        .map(({ what, body }) => `${what} ${written(body)}`)
        .join('\n') || 'Nothing yet.',
  },
  help: { text: 'this', run: () => helpLines() },
};

function helpLines(): string {
  const faults = Object.entries(faultNames).map(([name, { value, text }]) => [`${name} ${value}`, text]);
  const others = Object.entries(commands).map(([name, { text }]) => [name, text]);
  return aligned([...faults, ...others, ['quit', 'end it']]).join('\n');
}

function obey(standIn: StandIn, command: string, rest: string): string {
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (known) return known.run(standIn, rest);
  setFault(standIn.faults, command, rest);
  return `${command} is ${rest} now.`;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
