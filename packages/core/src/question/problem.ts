/** Something wrong in a question file. */
export interface Problem {
  /** Where, as one would write it in JavaScript: `languages.python.cases[2].args`. Empty for the file as a whole. */
  path: string;
  /** What is wrong and what was expected, in plain words. */
  message: string;
}

/** A step into a JSON value. */
export type Step = string | number;

/** Writes steps as one would in JavaScript. */
export function writePath(steps: readonly Step[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    if (!/^[\p{L}_$][\p{L}\d_$]*$/u.test(step)) return `${path}[${JSON.stringify(step)}]`;
    return path === '' ? step : `${path}.${step}`;
  }, '');
}
