#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

try {
  const server = await main({
    args: process.argv.slice(2),
    env: process.env,
    print: (line) => console.log(line),
    printError: (line) => console.error(line),
  });
  const stop = () => server?.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
