// The drop-in build takes longer than all others: it is left alone where everything that it is made of is as it was.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, packages, root } from './lib.js';

const made = join(root, 'packages/interview-room/dist/cdn/interview-room.js');
const stamp = join(root, '.cache/drop-in');

/** The compiled packages and what builds them; of the runtimes' files, which are only linked, what they are called and how large. */
function inputs() {
  const hash = createHash('sha256');
  const compiled = packages.flatMap((name) =>
    filesIn(join(root, 'packages', name, 'dist'), (path) => !/\/dist\/(cdn|assets)(\/|$)/.test(path)),
  );
  for (const path of [
    ...compiled.filter((path) => path.endsWith('.js')),
    join(root, 'pnpm-lock.yaml'),
    join(root, 'packages/interview-room/build/cdn.js'),
  ])
    hash.update(path.slice(root.length)).update(readFileSync(path));
  for (const path of filesIn(join(root, 'packages/runtimes/dist/assets')))
    hash.update(`${path.slice(root.length)} ${statSync(path).size} ${statSync(path).mtimeMs}`);
  return hash.digest('hex');
}

/** What was made, by whomever, is told by its time. */
const stampOf = () => `${inputs()} ${existsSync(made) ? statSync(made).mtimeMs : 'none'}`;

export async function unlessBuilt(build) {
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf()) return;
  await build();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stamp, stampOf());
}
