/** One line a fact, as JSON. Facts hold ids and figures: never what people wrote, their names or their tokens. */
export interface Logger {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Writes lines to a stream of this process. */
export function jsonLogger(write: (line: string) => void = (line) => process.stderr.write(line)): Logger {
  const log =
    (level: string) =>
    (event: string, facts: Readonly<Record<string, unknown>> = {}) =>
      write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
  return { info: log('info'), error: log('error') };
}

/** Says nothing. */
export const silentLogger: Logger = { info: () => undefined, error: () => undefined };

/** An error as a fact. */
export const told = (error: unknown) => ({
  error: error instanceof Error ? (error.stack ?? error.message) : String(error),
});
