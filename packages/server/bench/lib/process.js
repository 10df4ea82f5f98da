// Servers in processes of their own, as in life.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What API keys and tokens of a bench are signed by. */
export const SECRET = 'secret-of-the-bench';

/** A server that was started, and how to ask what it has used. */
export class Started {
  #child;
  #asked = new Map();
  #next = 0;
  #stopping = false;
  #over;

  constructor(name, child, url, dir) {
    Object.assign(this, { name, url, dir });
    this.#child = child;
    child.on('message', (answer) => this.#asked.get(answer.id)?.(answer));
    this.#over = new Promise((resolve) => child.once('exit', resolve));
    child.once('exit', (code) => {
      if (!this.#stopping) throw new Error(`The server "${name}" ended with ${code}.`);
    });
  }

  /** Microseconds of processor, bytes of memory. */
  used() {
    const id = ++this.#next;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#child.send({ id });
    });
  }

  /** Ends it; what it keeps stays where `keep` says so. */
  async stop({ keep = false } = {}) {
    this.#stopping = true;
    this.#child.disconnect();
    await this.#over;
    if (!keep) rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Starts one of `../servers`. `PROFILE=folder` has each write a processor profile there. */
export async function start(name, { dir = mkdtempSync(join(tmpdir(), 'interview-room-bench-')), gc } = {}) {
  const { PROFILE } = process.env;
  const execArgv = [
    ...(gc ? ['--expose-gc'] : []),
    ...(PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${PROFILE}/${name}`] : []),
  ];
  const file = fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url));
  const child = fork(file, [dir, SECRET], { execArgv });
  const url = await new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message.url));
    child.once('exit', () => reject(new Error(`The server "${name}" did not start.`)));
  });
  return new Started(name, child, url, dir);
}
