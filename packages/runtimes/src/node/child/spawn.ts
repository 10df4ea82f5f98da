import { readFileSync } from 'node:fs';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { sendLine } from '../../sandbox/frame/send-line.js';
import type { FrameToWorker, WorkerBoot, WorkerToFrame } from '../../sandbox/protocol.js';
import { INPUT_HEADER, INPUT_SIZE } from '../../worker/input.js';
import type { EngineParts } from './parts.js';

const beside = (name: string): URL => new URL(name, import.meta.url);

/** One worker thread, from the side of the process: what `Spawned` is in a browser's frame. */
export class Thread {
  onmessage: (message: WorkerToFrame) => void = () => {};
  onlost: (why: string) => void = () => {};
  /** Where its heap was full. */
  onexhausted: () => void = () => {};
  over = false;
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly input = new SharedArrayBuffer(INPUT_HEADER + INPUT_SIZE);

  constructor(parts: EngineParts, memoryMb: number) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(beside('thread.mjs'), {
      workerData: {
        port: port2,
        realm: readFileSync(beside('realm.mjs'), 'utf8'),
        base: readFileSync(beside('base.mjs'), 'utf8'),
      },
      transferList: [port2],
      env: {},
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.worker.on('error', (error: Error & { code?: string }) => this.failed(error));
    this.worker.on('exit', () => this.lost('The worker died.'));
    this.port.on('message', (message: WorkerToFrame) => this.onmessage(message));
    this.port.postMessage({ ...parts, input: this.input } satisfies Omit<WorkerBoot, 'port'>);
  }

  post(message: FrameToWorker): void {
    this.port.postMessage(message);
  }

  giveLine(text: string | null, shared: boolean): void {
    if (shared) sendLine(this.input, text, () => this.over);
    else this.port.postMessage({ type: 'line', text } satisfies FrameToWorker);
  }

  /** Never asked: a thread that is to stop is ended, and its process with it. */
  askToStop(): void {}

  kill(): void {
    this.over = true;
    void this.worker.terminate();
  }

  terminate(): void {
    this.kill();
    this.port.close();
  }

  private failed(error: Error & { code?: string }): void {
    if (this.over) return;
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.onexhausted();
    else this.lost(`${error.message}`);
  }

  private lost(why: string): void {
    if (!this.over) this.onlost(why);
  }
}
