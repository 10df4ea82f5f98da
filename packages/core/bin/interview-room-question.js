#!/usr/bin/env node
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { cliOptions, runCli } from '../dist/exercism/cli.js';

const world = {
  read: (path) => readFile(path, 'utf8'),
  async write(path, text) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  },
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
};

try {
  process.exitCode = await runCli(parseArgs({ options: cliOptions, allowPositionals: true }), world);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
