/** Why a name cannot be a file's, or nothing when it can. */
export type NameFault = 'empty' | 'bad' | 'taken';

const SEGMENT = /^[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u;
const LONGEST = 100;

/** Relative paths of plain names: nothing absolute, no `..`, nothing hidden, nothing that an import could not name. */
export function faultOf(name: string, others: readonly string[]): NameFault | undefined {
  if (name === '') return 'empty';
  if (name.length > LONGEST || !name.split('/').every((segment) => SEGMENT.test(segment))) return 'bad';
  return others.includes(name) ? 'taken' : undefined;
}
