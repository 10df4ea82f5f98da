import type { World } from './main.js';

/** Finds out what a backend speaks. */
export async function detect(_world: World, url: string): Promise<{ dialect: string; variant: string }> {
  throw new Error(`What ${url} speaks has to be named: --dialect native, say. --list has them all.`);
}
