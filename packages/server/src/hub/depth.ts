/** How deep a body may be: whoever hashes or writes it goes down into it, and has only so much room for that. */
const DEPTH = 64;

/** Whether a value goes deeper than anyone needs. */
export function isTooDeep(value: unknown, left = DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((each) => isTooDeep(each, left - 1));
}
