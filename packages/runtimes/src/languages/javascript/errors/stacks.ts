import { framesOf, frameText, plainMessage, type Locate } from './frames.js';

interface WithPrepare {
  prepareStackTrace?: (error: unknown, sites: unknown[]) => string;
  captureStackTrace?: unknown;
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
}

function ownAccessor(): PropertyDescriptor | undefined {
  return Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
}

function wrapAccessor(columnOf: Locate): void {
  const accessor = ownAccessor();
  const get = accessor?.get;
  if (!accessor || !get) return;
  Object.defineProperty(Error.prototype, 'stack', {
    ...accessor,
    get(this: unknown) {
      const raw: unknown = get.call(this);
      return typeof raw === 'string' && !raw.includes('\n    at ')
        ? stackText(headerOf(this), raw, columnOf)
        : raw;
    },
  });
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
