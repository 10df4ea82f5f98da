import { readFileSync } from 'node:fs';
import { check } from './check.js';
import { help, listOfAll, readFlags } from './flags.js';
import { serveStandIn } from './serve.js';
import { STOPPED, type World } from './world.js';

export type { World } from './world.js';

/** The command. Gives the code to exit with: 0, 1 where a check failed, 2 where it could not be asked, 130 where it was stopped. */
export async function main(world: World): Promise<number> {
  try {
    return await run(world);
  } catch (error) {
    if (world.signal.aborted) return STOPPED;
    world.printError(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function run(world: World): Promise<number> {
  const { values, positionals } = readFlags(world.args);
  const [first, second, ...rest] = positionals;
  if (values.help) return said(world, help());
  if (values.version) return said(world, `${version()}\n`);
  if (values.list) return said(world, listOfAll());
  if (first === 'serve' && rest.length === 0) return serveStandIn(world, values, second);
  if (first === undefined) return wrong(world, 'Give the address of a backend.');
  if (second !== undefined) return wrong(world, `One address at a time: "${second}" is one too many.`);
  return check(world, values, first);
}

function said(world: World, text: string): number {
  world.print(text);
  return 0;
}
function wrong(world: World, text: string): number {
  world.printError(`${text}\n\n${help()}`);
  return 2;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
