import type { FrameToWorker, WorkerBoot, WorkerToFrame } from '../protocol.js';
import { INPUT_HEADER, INPUT_SIZE } from '../../worker/input.js';
import { sendLine } from './send-line.js';

/** The worker's base as text: the build puts it here. */
declare const WORKER_BASE: string;

/**
 * The whole program of the data: address. A worker of an opaque origin can only be started from such, and every
 * frame of every stack trace in it would carry the address; so it is tiny and imports the rest from a blob.
 */
const BOOT = `onmessage = async ({ data }) => {
  onmessage = null;
  const url = URL.createObjectURL(new Blob([data.base], { type: 'text/javascript' }));
  const base = await import(url);
  URL.revokeObjectURL(url);
  base.start(data.boot);
};`;

/** What a worker is made from, kept in the frame so that a new one costs no download and no second compilation. */
export interface EngineParts {
  engine: string;
  driver: string;
  assets: WorkerBoot['assets'];
}

/** Shared memory exists in the frame or not at all: the worker itself, of another origin, has not even its name. */
export const isShared = (): boolean =>
  globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';

/** One worker, from the frame's side. It says `booted`, or `failed`, once; then jobs may be posted. */
export class Spawned {
  onmessage: (message: WorkerToFrame) => void = () => {};
  /** Where the worker died without a word. */
  onlost: (why: string) => void = () => {};
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly interrupt: SharedArrayBuffer | undefined;
  private readonly input: SharedArrayBuffer | undefined;
  /** Whether it has been ended. */
  over = false;

  constructor(parts: EngineParts) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    if (isShared()) {
      this.interrupt = new SharedArrayBuffer(2);
      this.input = new SharedArrayBuffer(INPUT_HEADER + INPUT_SIZE);
    }
    this.worker = new Worker(`data:text/javascript,${encodeURIComponent(BOOT)}`, { type: 'module' });
    this.worker.onerror = (event) => {
      event.preventDefault();
      // A candidate's uncaught error also comes here, and is its driver's matter. One without words is the worker's own.
      if (!event.message) this.lost('The worker could not be started.');
    };
    this.port.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => this.onmessage(data);
    this.port.addEventListener('close', () => this.lost('The worker died.'));
    const boot: WorkerBoot = { ...parts, port: port2, interrupt: this.interrupt, input: this.input };
    this.worker.postMessage({ base: WORKER_BASE, boot }, [port2]);
  }

  post(message: FrameToWorker): void {
    if (message.type === 'start' && this.interrupt) new Uint8Array(this.interrupt).fill(0);
    this.port.postMessage(message);
  }

  /** Answers an `input` message, the way it asked for. */
  giveLine(text: string | null, shared: boolean): void {
    if (shared && this.input) sendLine(this.input, text, () => this.over);
    else this.port.postMessage({ type: 'line', text } satisfies FrameToWorker);
  }

  /** Asks the interpreter to stop, where it can be asked. */
  askToStop(): void {
    if (!this.interrupt) return;
    const bytes = new Uint8Array(this.interrupt);
    Atomics.store(bytes, 1, 1);
    Atomics.store(bytes, 0, 2);
  }

  /** Ends the worker. What it had posted still comes. */
  kill(): void {
    this.over = true;
    this.worker.terminate();
  }

  /** Ends the worker and hears nothing more of it. */
  terminate(): void {
    this.kill();
    this.port.onmessage = null;
    this.port.close();
  }

  private lost(why: string): void {
    if (!this.over) this.onlost(why);
  }
}
