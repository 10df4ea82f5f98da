// What the scripts of this folder share.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** The one version that wrote the lock file. It is run through npx, so that it need not be installed. */
export const packageManager = 'pnpm@12.21.0';

/** In the order they build on one another. */
export const packages = [
  'core',
  'runtimes',
  'ui',
  'assistant',
  'backends',
  'code-editor',
  'ai-chat',
  'run-panel',
  'task-panel',
  'interview-room',
  'server',
  'conformance',
];
export const elements = ['code-editor', 'ai-chat', 'run-panel', 'task-panel', 'interview-room'];

/** Runs a command with its output shown; gives its exit code. */
export function run(command, args, { env = {}, cwd = root, stdio = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, PATH: binaries(), ...env } });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a command; gives its exit code and, once it is over, all that it printed. */
export function collect(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    let text = '';
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, PATH: binaries(), ...env } });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('error', (error) => resolve({ code: 127, text: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

/** Runs a command and gives what it printed, or undefined where it failed. */
export function capture(command, args) {
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? text : undefined));
  });
}

/** Runs a command and ends this process with its exit code if it failed. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}

function binaries() {
  return `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`;
}

/** Runs the project's own pnpm, through npx where it is not installed. */
export function pnpm(args, options) {
  return run('npx', ['--yes', packageManager, ...args], options);
}

/** Installs what the lock file names, unless that is what is there. */
export async function install() {
  const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
  const kept = join(root, 'node_modules', '.pnpm', 'lock.yaml');
  const whole = packages.every((name) => existsSync(join(root, 'packages', name, 'node_modules')));
  if (whole && existsSync(kept) && readFileSync(kept, 'utf8') === lock) return;
  console.log('Installing packages…');
  const code = await pnpm(['install', '--frozen-lockfile']);
  if (code !== 0) process.exit(code);
}

/** Every file in `folder` and below, in the order of their names; folders that are not `wanted` are left out. */
export function filesIn(folder, wanted = () => true) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return wanted(path) ? filesIn(path, wanted) : [];
  });
}

/** Every file under `folder` whose name ends in `ending`, node_modules and dist left out. */
export function filesUnder(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}
