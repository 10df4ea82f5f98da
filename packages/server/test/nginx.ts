import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const places = ['nginx', '/usr/sbin/nginx'];
const find = (): string | undefined => places.find((place) => spawnSync(place, ['-v']).status === 0);

/** Why there is no nginx for the tests; `false` if there is one. */
export const nginxMissing = (): string | false =>
  find() ? false : 'nginx is not installed (Debian: apt-get install nginx-light)';

/** The nginx.conf of the compose file, with its names put in the terms of this machine. */
function configuration(folder: string, port: number, servers: readonly number[]): string {
  let text = readFileSync(new URL('../nginx.conf', import.meta.url), 'utf8');
  const put = (from: string, to: string) => {
    if (!text.includes(from)) throw new Error(`nginx.conf has no "${from}"`);
    text = text.replace(from, to);
  };
  put('listen 80;', `listen 127.0.0.1:${port};`);
  servers.forEach((server, index) => put(`server-${index + 1}:8787`, `127.0.0.1:${server}`));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  put('http {', `http {\n${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n')}`);
  return text;
}

/** Starts nginx before servers on these ports; gives the way to stop it. */
export async function startNginx(port: number, servers: readonly number[]): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'interview-room-nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, servers));
  const own = process.getuid?.() === 0 ? ' user root;' : '';
  const more = `daemon off; pid ${join(folder, 'pid')};${own}`;
  const args = ['-p', folder, '-e', 'stderr', '-c', file, '-g', more];
  const child: ChildProcess = spawn(find() ?? 'nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data) => (said += String(data)));
  const gone = once(child, 'exit');
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error(`nginx does not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    () => true,
    () => false,
  );
