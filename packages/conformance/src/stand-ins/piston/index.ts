import {
  execute,
  fromHere,
  toolchains,
  type Executed,
  type Finished,
  type Toolchain,
} from '../execute/index.js';
import { json, serve, type Ask, type House, type Routes } from '../serve.js';
import type { StandIn, StandInOptions } from '../stand-in.js';

export const pistonVariants = ['v2', 'bare'] as const;

/** The most that a program gets, as the service has it. */
const MOST = { run_timeout: 3_000, compile_timeout: 10_000, run_memory_limit: 256 * 1024 * 1024 };
const OUTPUT = 65_536;

/** Starts a Piston that really runs programs; `bare` is the plain form that some front ends speak, without `/runtimes`. */
export function startPiston(options: StandInOptions = {}): Promise<StandIn> {
  return serve('piston', pistonVariants, options, routes);
}

/** The plain form, at `POST /api/v2/piston/execute`, for a stand-in of a system that has such a service. */
export const bareRoutes = (): Routes['http'] => {
  const all = toolchains();
  return { 'POST /api/v2/piston/execute': (ask) => fromHere(ask) ?? answer(all, ask, true) };
};

function routes({ variant }: House): Routes {
  const all = toolchains();
  const run = (ask: Ask) => answer(all, ask, variant === 'bare');
  const runtimes = () => all.map(({ language, version, aliases }) => ({ language, version, aliases }));
  const bare = { 'POST /api/v2/piston/execute': run };
  return {
    http:
      variant === 'bare'
        ? bare
        : {
            ...bare,
            'POST /api/v2/execute': run,
            'GET /api/v2/runtimes': () => json(200, runtimes()),
            'GET /api/v2/piston/runtimes': () => json(200, runtimes()),
          },
    before: fromHere,
    missing: () => json(404, { message: 'Not Found' }),
  };
}

interface Body {
  language?: unknown;
  version?: unknown;
  files?: unknown;
  stdin?: unknown;
  args?: unknown;
  run_timeout?: unknown;
  run_memory_limit?: unknown;
}

async function answer(all: readonly Toolchain[], { body }: Ask, bare: boolean): Promise<unknown> {
  const asked = (body ?? {}) as Body;
  const toolchain = all.find(({ language, aliases }) =>
    [language, ...aliases].includes(String(asked.language)),
  );
  const problem = problemOf(asked, toolchain);
  if (problem || !toolchain) return json(400, { message: problem });
  const files = (asked.files as { name?: string; content: string }[]).map(({ name, content }, at) => [
    name ?? (at === 0 ? toolchain.entry : `file${at}.code`),
    content,
  ]);
  const done = await execute({
    toolchain,
    files: Object.fromEntries(files) as Record<string, string>,
    entry: files[0]?.[0] ?? toolchain.entry,
    stdin: typeof asked.stdin === 'string' ? asked.stdin : '',
    args: Array.isArray(asked.args) ? asked.args.map(String) : [],
    wallMs: numberOf(asked.run_timeout, MOST.run_timeout),
    memoryMb: numberOf(asked.run_memory_limit, MOST.run_memory_limit) / 1024 / 1024,
    outputBytes: OUTPUT,
  });
  return bare ? plain(done) : { language: toolchain.language, version: toolchain.version, ...staged(done) };
}

function problemOf(asked: Body, toolchain: Toolchain | undefined): string | undefined {
  if (typeof asked.language !== 'string') return 'language is required as a string';
  if (typeof asked.version !== 'string') return 'version is required as a string';
  const files = Array.isArray(asked.files) ? (asked.files as unknown[]) : [];
  if (files.length === 0) return 'files is required as an array';
  if (files.some((file) => typeof (file as { content?: unknown } | null)?.content !== 'string'))
    return 'files[].content is required as a string';
  if (!toolchain) return `${asked.language}-${asked.version} runtime is unknown`;
  for (const [limit, most] of Object.entries(MOST)) {
    const value = asked[limit as keyof Body];
    if (typeof value === 'number' && value > most)
      return `${limit} cannot exceed the configured limit of ${most}`;
  }
  return undefined;
}

const numberOf = (value: unknown, usual: number): number =>
  typeof value === 'number' && value > 0 ? value : usual;

const told = ({ stdout, stderr, code, signal }: Finished) => ({
  stdout,
  stderr,
  output: stdout + stderr,
  code,
  signal,
});

function staged({ compile, run }: Executed): object {
  const none = { stdout: '', stderr: '', output: '', code: null, signal: null };
  return {
    run: run ? told(run) : { ...none, code: compile?.code ?? 1 },
    ...(compile && { compile: told(compile) }),
  };
}

/** All in one: what did not compile has said so on its `stderr`. */
function plain({ compile, run }: Executed): object {
  const { stdout, stderr, output, code, signal } = told(
    run ?? compile ?? { stdout: '', stderr: '', code: 1, signal: null, wallMs: 0 },
  );
  return { run: { stdout, stderr, output, code: code ?? (signal ? 137 : 1) } };
}
