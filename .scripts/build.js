// Builds everything that `npm start`, the tests and the packages need. What is up to date is left alone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, packages, root } from './lib.js';
import { unlessBuilt } from './built.js';
import { writeManifests } from './manifest.js';

await must('tsc', ['-b']);
for (const name of packages) {
  const folder = join(root, 'packages', name);
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!scripts?.build) continue;
  const build = () => must('npm', ['run', '--silent', 'build'], { cwd: folder });
  await (name === 'interview-room' ? unlessBuilt(build) : build());
}
await writeManifests();
if (!existsSync(join(root, 'packages/interview-room/dist/cdn/interview-room.js'))) {
  console.error('The drop-in build is missing: packages/interview-room/dist/cdn/interview-room.js');
  process.exit(1);
}
