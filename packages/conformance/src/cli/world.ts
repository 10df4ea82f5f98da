/** The code to exit with after Ctrl+C. */
export const STOPPED = 130;

/** What the command stands in: a terminal, or a test. */
export interface World {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read what is printed. */
  readonly isTerminal: boolean;
  /** Whether they see what is printed as an error as it comes. */
  readonly isWatched: boolean;
  print(text: string): void;
  printError(text: string): void;
  write(file: string, text: string): Promise<void>;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** What is typed, a line each. */
  lines(): AsyncIterable<string>;
}
