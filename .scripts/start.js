// `npm start`: installs, builds and serves the repository, opens the article with embedded problems, and prints the links
// of a room that two people can share.
import { platform } from 'node:os';
import { spawn } from 'node:child_process';
import { install, must } from './lib.js';

await install();
await must('node', ['.scripts/build.js']);
const { serve } = await import('./serve.js');
const { url, close } = await serve({ port: Number(process.env.PORT ?? 8000) });
const { openRoom } = await import('./room.js');
const room = await openRoom();
const whyNone =
  room.problem ?? 'OPENAI_MODEL=<model> OPENAI_API_KEY=<key> npm start has one (docs/MODELS.md)';
const page = `${url}/examples/practice/`;
console.log(`
  Practice problems:  ${page}
  Each element alone: ${url}/examples/elements/

  An interview, to be opened in two browsers:
    candidate:   ${room.links.candidate}
    interviewer: ${room.links.interviewer}
    assistant:   ${room.models.length > 0 ? `asks ${room.models.join(', ')}` : `none; ${whyNone}`}

  Ctrl+C stops the servers.
`);
if (!process.env.CI && !process.argv.includes('--no-open')) open(page);
process.on('SIGINT', () => void Promise.all([close(), room.close()]).then(() => process.exit(0)));

/** Opens the page in the person's browser; where there is none, the printed address has to do. */
function open(address) {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[platform()] ?? [
    'xdg-open',
  ];
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
