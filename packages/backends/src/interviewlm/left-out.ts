import type { Bridge } from '../bridge/index.js';
import type { FarFile, FarTree } from './far-files.js';
import { LARGEST, MOST } from './far-files.js';

/** So many are named. */
const NAMED = 10;

/** Says which files of the backend are not here, and why. */
export function tellOfLeftOut({ notice }: Pick<Bridge, 'notice'>, left: FarTree['left']): void {
  const isLarge = ({ size }: FarFile) => size > LARGEST;
  const say = (files: readonly FarFile[], why: string) =>
    files.length > 0 &&
    notice('warning', 'left_out', `Not shown here: ${namesOf(files)}. ${why} The backend has what is left out as before: tests that run there find it.`); // prettier-ignore
  say(left.filter(isLarge), `A file of more than ${LARGEST / 1000} kB is left out.`);
  say(left.filter((file) => !isLarge(file)), `No more than ${MOST} files are shown.`); // prettier-ignore
}

function namesOf(files: readonly FarFile[]): string {
  const named = files.slice(0, NAMED).map(({ path }) => path);
  const more = files.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}
