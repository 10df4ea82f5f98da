export type Body = (...values: unknown[]) => unknown;
export type Mode = 'run' | 'skip' | 'only' | 'todo';

/** What a test, or a suite for all in it, asks for. */
export interface Options {
  timeout?: number | undefined;
  /** How often it is tried again where it failed. */
  retry?: number | undefined;
  /** How often it runs once more where it passed. */
  repeats?: number | undefined;
}
