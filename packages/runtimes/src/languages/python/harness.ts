import type { PyodideAPI } from 'pyodide';
import type { PyCallable } from 'pyodide/ffi';

/** The harness' Python sources by name, as `harness.json` carries them. */
export type HarnessSources = Record<string, string>;

/** The harness as it is called: everything goes in and comes out as text or numbers. */
export interface Room {
  wake(
    sync: () => string | undefined,
    promise: () => Promise<string | undefined>,
    nap: (ms: number) => Promise<void>,
    /** Whether interruptions are heard from now on; one that came meanwhile is heard then. */
    hear: (now: boolean) => void,
    asked: () => boolean,
  ): void;
  seal(): void;
  run: PyCallable;
  test: PyCallable;
  step: PyCallable;
  end(): boolean;
}

/** Installs the harness in a fresh interpreter. With a snapshot this was done when that was made. */
export function installHarness(python: PyodideAPI, sources: HarnessSources): void {
  python.globals.set('_sources', JSON.stringify(sources));
  python.runPython(sources.install ?? '');
}

/** Takes the harness out of reach: from here on only the driver holds it. */
export function takeRoom(python: PyodideAPI): Room {
  const room: unknown = python.globals.get('_room');
  python.globals.delete('_room');
  return room as Room;
}
