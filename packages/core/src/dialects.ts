import type { Backend } from './backend.js';

/** Where a backend is, and what is known of it. */
export interface DialectOptions {
  url: string;
  /** Which of the dialect's variants it speaks. Default: the dialect's own first. */
  variant?: string;
}

/** Makes the backend of a dialect. Its code is loaded when it is called. */
export type OpenDialect = (options: DialectOptions) => Promise<Backend>;

const known = new Map<string, OpenDialect>();

/** Lets `Room.join({ dialect })` know a dialect. Registered twice, the later one holds. */
export function registerDialect(dialect: string, open: OpenDialect): void {
  known.set(dialect, open);
}

/** @throws {TypeError} if the dialect is not registered. */
export function openDialect(dialect: string, options: DialectOptions): Promise<Backend> {
  const open = known.get(dialect);
  if (open) return open(options);
  const names = [...known.keys(), 'native', 'local'].join(', ');
  throw new TypeError(
    `The dialect "${dialect}" is not known here: import '@interview-room/backends/register.js'. Known are ${names}.`,
  );
}
