import type { CaseCall } from '@interview-room/runtimes/remote';
import type { Program } from '../wire.js';

/** What makes calls of a program, in its language: the files of another program, which says what each call gave. */
export type Driver = (
  program: Program,
  cases: readonly CaseCall[],
  mark: string,
) => Pick<Program, 'entry' | 'files'>;

/** A name for the driver that no file of the program has. */
export function freeName(files: Readonly<Record<string, string>>, stem: string, ending: string): string {
  for (let next = 1; ; next++) {
    const name = `${stem}${next === 1 ? '' : next}.${ending}`;
    if (!Object.hasOwn(files, name)) return name;
  }
}

/** A value as a literal that JavaScript and Python both read as a text of JSON. */
export const quoted = (value: unknown): string => JSON.stringify(JSON.stringify(value));
