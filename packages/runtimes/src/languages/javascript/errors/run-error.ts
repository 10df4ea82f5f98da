import { inspect } from 'node-inspect-extracted';
import type { RunError } from '../../../events.js';
import { plainMessage } from './frames.js';

const place = /^\s*at (?:async )?(.+):(\d+):(\d+)\)?$/;

interface Place {
  path: string;
  line: number;
  column: number;
}

/** What was thrown, as the events carry it. */
export function runError(thrown: unknown, isOwn: (path: string) => boolean): RunError {
  if (!isError(thrown))
    return { name: 'Uncaught', message: `a value was thrown that is no error: ${inspect(thrown)}` };
  const name = textOf(thrown, 'name') || 'Error';
  const message = plainMessage(textOf(thrown, 'message'));
  const stack = textOf(thrown, 'stack');
  const error: RunError = { name, message };
  if (stack) error.stack = stack;
  const at = placeOf(stack, isOwn);
  return at ? { ...error, ...at } : error;
}

export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** A property of what may be anything, with a getter that throws among the things it may have. */
function textOf(value: object, key: string): string {
  try {
    const found = (value as Record<string, unknown>)[key];
    return typeof found === 'string' ? found : '';
  } catch {
    return '';
  }
}

/** The first place of a stack that is in the person's own files. */
export function placeOf(stack: string, isOwn: (path: string) => boolean): Place | undefined {
  for (const text of stack.split('\n')) {
    const found = placeIn(text, isOwn);
    if (found) return found;
  }
  return undefined;
}

/** The place in one line of a stack. A path may have spaces and brackets, so the files there are decide what it is. */
export function placeIn(text: string, isOwn: (path: string) => boolean): Place | undefined {
  const found = place.exec(text);
  const whole = found?.[1] ?? '';
  const starts = [0, ...[...whole.matchAll(/\(/g)].map(({ index }) => index + 1)];
  const path = starts.map((start) => whole.slice(start)).find((one) => isOwn(one));
  return path === undefined ? undefined : { path, line: Number(found?.[2]), column: Number(found?.[3]) };
}

/** As Node prints an uncaught error: the line, a mark under it, and the trace. */
export function errorText(thrown: unknown, error: RunError, files: Record<string, string>): string {
  const details = isError(thrown) ? inspect(thrown) : `Uncaught ${inspect(thrown)}`;
  if (error.path === undefined || error.line === undefined) return `${details}\n`;
  const line = files[error.path]?.split('\n')[error.line - 1];
  if (line === undefined) return `${details}\n`;
  const mark = line.slice(0, Math.max(0, (error.column ?? 1) - 1)).replace(/[^\t]/g, ' ');
  return `${error.path}:${error.line}\n${line.trimEnd()}\n${mark}^\n\n${details}\n`;
}
