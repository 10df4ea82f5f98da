import { randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import { execute, fromHere, toolchains, type Executed, type Toolchain } from '../execute/index.js';
import { json, serve, type Ask, type House, type Reply, type Routes } from '../serve.js';
import type { StandIn, StandInOptions } from '../stand-in.js';

export const judge0Variants = ['ce'] as const;

/** The most that a program gets, as the service has it. */
const MOST = { cpu_time_limit: 15, wall_time_limit: 20, memory_limit: 512_000 };
const OUTPUT = 1024 * 1024;
const KEPT = 500;

/** As the service numbers and names them, and what it calls the source. */
const NAMES: Readonly<Record<string, readonly [id: number, title: string, source: string]>> = {
  'python': [71, 'Python', 'script.py'],
  'javascript': [63, 'JavaScript (Node.js', 'script.js'],
  'bash': [46, 'Bash', 'script.sh'],
  'c': [50, 'C (GCC', 'main.c'],
  'c++': [54, 'C++ (GCC', 'main.cpp'],
  'java': [62, 'Java (OpenJDK', 'Main.java'],
};
const STATUSES: Readonly<Record<number, string>> = { 1: 'In Queue', 2: 'Processing', 3: 'Accepted', 5: 'Time Limit Exceeded', 6: 'Compilation Error', 7: 'Runtime Error (SIGSEGV)', 8: 'Runtime Error (SIGXFSZ)', 9: 'Runtime Error (SIGFPE)', 10: 'Runtime Error (SIGABRT)', 11: 'Runtime Error (NZEC)', 12: 'Runtime Error (Other)', 13: 'Internal Error' }; // prettier-ignore

interface Submission {
  status: number;
  done?: Executed;
  message?: string;
  readonly over: AbortController;
}

/** Starts a Judge0 that really runs programs: submit, ask again, base64. */
export function startJudge0(options: StandInOptions = {}): Promise<StandIn> {
  return serve('judge0', judge0Variants, options, routes);
}

function routes(house: House): Routes {
  const all = toolchains().filter(({ language }) => language in NAMES);
  const kept = new Map<string, Submission>();
  const languages = [
    ...all.map(listed),
    { id: 89, name: 'Multi-file program' },
    { id: 44, name: 'Executable' },
  ];
  return {
    http: {
      'GET /languages': () => json(200, languages),
      'POST /submissions': async (ask) => {
        const token = randomUUID();
        const submission: Submission = { status: 1, over: new AbortController() };
        const started = start(all, ask, submission, house);
        if ('reply' in started) return started.reply;
        kept.set(token, submission);
        for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
        if (ask.query.get('wait') !== 'true') return json(201, { token });
        await started.done;
        return json(201, { token, ...result(submission, ask) });
      },
      'GET /submissions/:token': (ask) => {
        const found = kept.get(ask.params['token'] ?? '');
        return found ? json(200, result(found, ask)) : json(404, { error: 'not found' });
      },
      'DELETE /submissions/:token': (ask) => {
        kept.get(ask.params['token'] ?? '')?.over.abort();
        return json(200, {});
      },
    },
    before: fromHere,
    missing: () => json(404, { error: 'not found' }),
  };
}

const listed = ({ language, version }: Toolchain) => {
  const [id, title] = NAMES[language] ?? [0, language];
  return { id, name: `${title}${title.includes('(') ? ' ' : ' ('}${version})` };
};

type Started = { reply: Reply } | { done: Promise<void> };

function start(
  all: readonly Toolchain[],
  { body, query }: Ask,
  submission: Submission,
  house: House,
): Started {
  const asked = (body ?? {}) as Record<string, unknown>;
  const toolchain = all.find(({ language }) => NAMES[language]?.[0] === asked['language_id']);
  const coded = query.get('base64_encoded') === 'true';
  const text = (field: string) => plain(asked[field], coded);
  if (!toolchain)
    return refuse({ language_id: [`language with id ${String(asked['language_id'])} doesn't exist`] });
  if (!text('source_code')) return refuse({ source_code: ["can't be blank"] });
  for (const [limit, most] of Object.entries(MOST))
    if (Number(asked[limit] ?? 0) > most)
      return refuse({ [limit]: [`must be less than or equal to ${most}`] });
  const entry = NAMES[toolchain.language]?.[2] ?? toolchain.entry;
  const order = {
    toolchain,
    entry,
    files: { ...zipped(asked['additional_files']), [entry]: text('source_code') },
    stdin: text('stdin'),
    args: argsOf(String(asked['command_line_arguments'] ?? '')),
    wallMs: Number(asked['wall_time_limit'] ?? 10) * 1000,
    memoryMb: Number(asked['memory_limit'] ?? 128_000) / 1024,
    outputBytes: OUTPUT,
  };
  // A moment in the queue, as it is.
  const turn = new Promise<void>((resolve) => house.after(20, resolve));
  const done = turn
    .then(() => ((submission.status = 2), execute(order, submission.over.signal)))
    .then((executed) => Object.assign(submission, { done: executed, status: statusOf(executed) }))
    .catch((error: unknown) => Object.assign(submission, { status: 13, message: String(error) }))
    .then(() => undefined);
  return { done };
}

const refuse = (problems: object): Started => ({ reply: json(422, problems) });

const plain = (value: unknown, coded: boolean): string =>
  typeof value !== 'string' ? '' : coded ? Buffer.from(value, 'base64').toString() : value;

/** As a shell would take them apart. */
const argsOf = (line: string): string[] =>
  (line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? []).map((word) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
  );

function zipped(value: unknown): Record<string, Uint8Array> {
  if (typeof value !== 'string') return {};
  return unzipSync(Buffer.from(value, 'base64'));
}

function statusOf({ compile, run }: Executed): number {
  if (!run) return compile ? 6 : 13;
  if (run.killed) return run.killed === 'time' ? 5 : 8;
  if (run.signal) return { SIGSEGV: 7, SIGXFSZ: 8, SIGFPE: 9, SIGABRT: 10 }[run.signal] ?? 12;
  return run.code === 0 ? 3 : 11;
}

/** What it says of a submission; its texts in base64, in lines as Ruby writes them. */
function result({ status, done, message }: Submission, { query }: Ask): object {
  const text = (value: string | undefined) =>
    !value
      ? null
      : query.get('base64_encoded') === 'true'
        ? `${Buffer.from(value).toString('base64').replace(/.{60}/g, '$&\n')}\n`
        : value;
  const { run, compile } = done ?? {};
  return {
    stdout: text(run?.stdout),
    stderr: text(run?.stderr),
    compile_output: text(compile?.stderr),
    message: text(message ?? (run?.code ? `Exited with error status ${run.code}` : undefined)),
    exit_code: run?.code ?? null,
    exit_signal: null,
    time: run ? (run.wallMs / 1000).toFixed(3) : null,
    memory: null,
    status: { id: status, description: STATUSES[status] },
  };
}
