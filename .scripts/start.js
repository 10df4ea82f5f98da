// `npm start`: installs, builds and serves the repository, and opens the article with embedded problems.
import { platform } from 'node:os';
import { spawn } from 'node:child_process';
import { install, must } from './lib.js';

await install();
await must('node', ['.scripts/build.js']);
const { serve } = await import('./serve.js');
const { url, close } = await serve({ port: Number(process.env.PORT ?? 8000) });
const page = `${url}/examples/practice/`;
console.log(
  `\n  Practice problems:  ${page}\n  Each element alone: ${url}/examples/elements/\n\n  Ctrl+C stops the server.\n`,
);
if (!process.env.CI && !process.argv.includes('--no-open')) open(page);
process.on('SIGINT', () => void close().then(() => process.exit(0)));

/** Opens the page in the person's browser; where there is none, the printed address has to do. */
function open(address) {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[platform()] ?? [
    'xdg-open',
  ];
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
