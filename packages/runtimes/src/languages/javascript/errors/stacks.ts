import { framesOf, frameText, plainMessage, type Locate } from './frames.js';

interface WithPrepare {
  prepareStackTrace?: (error: unknown, sites: unknown[]) => string;
  captureStackTrace?: (target: object, below?: unknown) => void;
  stackTraceLimit?: number;
}

/**
 * Makes `error.stack` show the person's own files alone, in one shape in all browsers. Must run before their code;
 * V8 has a hook for it, Firefox an accessor that can be wrapped.
 */
export function cleanStacks(columnOf: Locate): void {
  const hook = Error as unknown as WithPrepare;
  hook.stackTraceLimit = 40;
  if ('captureStackTrace' in Error && !ownAccessor()) {
    hook.prepareStackTrace = (error, sites) =>
      stackText(headerOf(error), sites.map((site) => `    at ${String(site)}`).join('\n'), columnOf);
    return;
  }
  wrapAccessor(columnOf);
  wrapCapture(hook, columnOf);
}

function ownAccessor(): PropertyDescriptor | undefined {
  return Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
}

function wrapAccessor(columnOf: Locate): void {
  const accessor = ownAccessor();
  const get = accessor?.get;
  if (!accessor || !get) return;
  const prototype: object = Error.prototype;
  Object.defineProperty(prototype, 'stack', {
    ...accessor,
    get(this: unknown) {
      const raw: unknown = get.call(this);
      return typeof raw === 'string' && !raw.includes('\n    at ')
        ? stackText(headerOf(this), raw, columnOf)
        : raw;
    },
  });
}

/** Firefox's `captureStackTrace` writes its own shape of a trace into an own property. */
function wrapCapture(hook: WithPrepare, columnOf: Locate): void {
  const capture = hook.captureStackTrace;
  if (!capture) return;
  hook.captureStackTrace = (target, below) => {
    capture(target, below);
    const raw: unknown = (target as { stack?: unknown }).stack;
    if (typeof raw !== 'string' || raw.includes('\n    at ')) return;
    const value = stackText(headerOf(target), raw, columnOf);
    Object.defineProperty(target, 'stack', { value, writable: true, configurable: true });
  };
}

function stackText(header: string, raw: string, columnOf: Locate): string {
  return [header, ...framesOf(raw, columnOf).slice(0, 12).map(frameText)].join('\n');
}

/** `TypeError: message`, for anything that was thrown. */
export function headerOf(error: unknown): string {
  try {
    const { name, message } = error as { name?: unknown; message?: unknown };
    const text = plainMessage(String(message ?? ''));
    const kind = String(name ?? 'Error');
    return text === '' ? kind : `${kind}: ${text}`;
  } catch {
    return 'Error';
  }
}
