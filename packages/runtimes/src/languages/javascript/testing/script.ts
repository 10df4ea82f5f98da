import type { OwnConsole } from '../console/console.js';
import { isError } from '../errors/run-error.js';
import { apply } from './safe.js';

/** Whether a file that describes no tests asserts something: then it is one test by itself. */
export function asserts(text: string): boolean {
  return /\bassert\w*\s*[.(]|\bexpect\s*\(/.test(text);
}

const code = /\.[cm]?[jt]sx?$/;
const describes = /\b[xf]?(?:describe|it|test|suite)\s*(?:[.(`])/;

/** The test files that are to report. The others stand among them to be used: helpers, data. If there are but such, all. */
export function reporting(testFiles: readonly string[], files: Readonly<Record<string, string>>): string[] {
  const used = (path: string): boolean => {
    const stem = path.replace(/^.*\//, '').replace(code, '');
    const specifier = new RegExp(`['"][./](?:[^'"]*/)?${stem.replaceAll(/[^\w]/g, '\\$&')}(?:\\.\\w+)?['"]`);
    return testFiles.some((other) => other !== path && specifier.test(files[other] ?? ''));
  };
  const isSupport = (path: string): boolean => {
    const text = files[path];
    if (text === undefined) return false;
    if (!code.test(path)) return true;
    return !/(?:test|spec)[^/]*$/i.test(path) && !describes.test(text) && (used(path) || !asserts(text));
  };
  const found = testFiles.filter((path) => !isSupport(path));
  return found.length > 0 ? found : [...testFiles];
}

/** `console.assert` only prints. Where a script is the test, the first that did not hold is kept. */
export class Assertions {
  private failed: Error | undefined;
  /** How many were made. */
  made = 0;

  constructor(own: OwnConsole) {
    const print = own['assert'] as (...values: unknown[]) => void;
    own['assert'] = (...values) => {
      this.made++;
      if (!values[0]) this.failed ??= failure(values[1]);
      print(...values);
    };
  }

  /** The first that failed since it was last asked for. */
  take(): Error | undefined {
    const { failed } = this;
    this.failed = undefined;
    this.made = 0;
    return failed;
  }
}

/** Whether it is an assertion that ended a script, and not a fault of it. */
export function isAssertion(thrown: unknown): boolean {
  return isError(thrown) && thrown.name === 'AssertionError';
}

function failure(message: unknown): Error {
  const words = message === undefined ? '' : `: ${String(message)}`;
  return Object.assign(new Error(`console.assert did not hold${words}`), { name: 'AssertionError' });
}

type Method = (...values: unknown[]) => unknown;

/** Node's `assert` for test files: it cannot be changed, and the judge stands before and after each call. */
export function guarded(module: unknown, check: () => void, done = new Map<unknown, unknown>()): unknown {
  if (typeof module !== 'function' || /^class\b/.test(String(module))) return module;
  const known = done.get(module);
  if (known) return known;
  const call = (...values: unknown[]): unknown => {
    check();
    const result = apply(module as Method, undefined, values) as unknown;
    check();
    return result;
  };
  done.set(module, call);
  for (const [name, part] of Object.entries(module))
    Object.defineProperty(call, name, { value: guarded(part, check, done), enumerable: true });
  return Object.freeze(call);
}
