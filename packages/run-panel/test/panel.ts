import type {
  Capabilities,
  Runner,
  RunEvent,
  RunRequest,
  TestEvent,
  TestRequest,
} from '@interview-room/runtimes';
import type { RunPanel } from '../src/run-panel.js';

type Events = AsyncIterable<RunEvent | TestEvent>;

export const exit = { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 412 } as const;
export const out = (text: string): RunEvent => ({ type: 'stdout', text });
export const err = (text: string): RunEvent => ({ type: 'stderr', text });
export const handle = (mode: 'run' | 'test' = 'run') => ({ mode, stop: () => undefined });

/** A run that yields these and ends; `'hang'` among them leaves it going on. */
export async function* stream(
  ...events: (RunEvent | TestEvent | 'hang')[]
): AsyncGenerator<RunEvent | TestEvent> {
  for (const event of events) {
    if (event === 'hang') await new Promise(() => undefined);
    else yield event;
  }
}

export const inside = (panel: RunPanel): ShadowRoot => panel.shadowRoot as ShadowRoot;
export const part = (panel: RunPanel, name: string): HTMLElement | null =>
  inside(panel).querySelector(`[part~=${name}]`);
export const status = (panel: RunPanel): string =>
  inside(panel).querySelector('.status .words')?.textContent?.trim() ?? '';

/** The terminal of a panel, once there is one. */
export const terminal = (panel: RunPanel) => panel['console']['screen']?.['view']['terminal'];

/** What the terminal shows. Read from its buffer: pages that are not in front, as here at times, are not drawn. */
export function rows(panel: RunPanel): string {
  const buffer = terminal(panel)?.buffer.active;
  if (!buffer) return '';
  const lines = Array.from(
    { length: buffer.length },
    (_, at) => buffer.getLine(at)?.translateToString(true) ?? '',
  );
  return lines.join('\n').trimEnd();
}

const can = { value: true };
const capabilities = (stdin: Capabilities['stdin']): Capabilities => ({
  worker: can,
  wasm: can,
  jspi: can,
  isolated: can,
  sharedMemory: can,
  stdin,
});

/** A runner whose runs are made by the test. */
export function runnerOf(
  run: (request: RunRequest) => Events,
  stdin: Capabilities['stdin'] = { value: 'interactive' },
  test: (request: TestRequest) => Events = () => stream(exit),
): Runner {
  return {
    languages: () => [],
    capabilities: () => Promise.resolve(capabilities(stdin)),
    run: (request) => run(request) as AsyncIterable<RunEvent>,
    test,
    check: () => Promise.resolve([]),
    dispose: () => undefined,
  };
}

/** A run that goes on until it is stopped. */
export async function* untilStopped(
  signal: AbortSignal | undefined,
  ...first: RunEvent[]
): AsyncGenerator<RunEvent> {
  yield* first;
  // It may have been stopped before anyone asked for more of it.
  if (!signal?.aborted)
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
  yield { ...exit, outcome: 'stopped', exitCode: 130, durationMs: 2000 };
}
