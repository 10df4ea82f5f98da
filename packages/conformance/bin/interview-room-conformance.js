#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { main } from '../dist/cli/main.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

// npx is ended without a word to what it started, which is an orphan from then on.
const { ppid } = process;
if (process.env.npm_command === 'exec') setInterval(() => process.ppid === ppid || stop.abort(), 500).unref();

process.exitCode = await main({
  args: process.argv.slice(2),
  env: process.env,
  isTerminal: Boolean(process.stdout.isTTY),
  isWatched: Boolean(process.stderr.isTTY),
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
  write: (file, text) => writeFile(file, text),
  signal: stop.signal,
  lines: () => createInterface({ input: process.stdin }),
});
// What is typed, and a backend that does not answer, would keep it alive. All that was printed leaves first.
process.stdout.write('', () => process.exit());
