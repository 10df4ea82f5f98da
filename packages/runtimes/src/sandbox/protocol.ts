/**
 * Every message that crosses a boundary of the sandbox. Three parties: the host page, the frame (opaque origin,
 * no network), and a worker in the frame. Each pair speaks over a MessagePort of its own.
 */
import type { Diagnostic, Outcome, Phase, RunError } from '../events.js';
import type { DriverReport, DriverResult, Job, TestJob } from '../worker/driver.js';

export interface JobLimits {
  wallMs: number;
  outputBytes: number;
  memoryMb: number;
}
export type Mode = 'run' | 'test' | 'check';
export type Stream = 'stdout' | 'stderr';
export interface Chunk {
  stream: Stream;
  text: string;
}
export interface Asset {
  name: string;
  data: ArrayBuffer;
}

/** What is asked of an engine. `stdin` is text, or null where lines are asked for one by one. */
export interface JobRequest {
  mode: Mode;
  job: Job | TestJob;
  stdin: string | null;
  limits: JobLimits;
}

/** The two window messages, before there is a port: the frame calls, the host answers with a port. */
export const HELLO = 'interview-room-sandbox';
export const CONNECT = 'interview-room-connect';

export type HostToFrame =
  | { type: 'load'; engine: string; driver: string; assets: Asset[] }
  | ({ type: 'start'; id: number } & JobRequest)
  | { type: 'line'; id: number; text: string | null }
  | { type: 'stop'; id: number }
  /** How much text has arrived, so that the frame knows how much is still on its way. */
  | { type: 'ack'; size: number }
  | { type: 'ping' }
  | { type: 'probe' };

export interface JobEnd {
  outcome: Outcome;
  exitCode: number;
  durationMs: number;
  error?: RunError;
  diagnostics?: Diagnostic[];
}
export interface Probe {
  isolated: boolean;
  sharedMemory: boolean;
  worker: boolean;
  wasm: boolean;
  jspi: boolean;
}
export type FrameToHost =
  | { type: 'phase'; phase: Phase }
  | { type: 'output'; id: number; chunks: Chunk[] }
  | { type: 'input'; id: number }
  | { type: 'report'; id: number; event: DriverReport }
  | ({ type: 'exit'; id: number } & JobEnd)
  | { type: 'pong' }
  | ({ type: 'probed' } & Probe);

/** Handed to a new worker once, by its global `message` event; all else goes over `port`. */
export interface WorkerBoot {
  port: MessagePort;
  engine: string;
  driver: string;
  assets: { name: string; data: ArrayBuffer | WebAssembly.Module }[];
  /** Where memory can be shared: bytes to interrupt by, and room for lines of input. */
  interrupt?: SharedArrayBuffer;
  input?: SharedArrayBuffer;
}

export type FrameToWorker =
  | ({ type: 'start' } & JobRequest)
  /** Comes by message, or by shared memory if that was asked for. */
  | { type: 'line'; text: string | null }
  /** "Send what you hold": asked before the worker is ended. */
  | { type: 'flush' };

export type WorkerToFrame =
  | { type: 'phase'; phase: Phase }
  | { type: 'booted'; interruptible: boolean }
  | { type: 'failed'; message: string }
  /** `marks`: the length of each piece of `text`, in order, negative where it went to stderr: `12,-5,3`. */
  | { type: 'output'; text: string; marks: string }
  | { type: 'flood' }
  /** A line of input is wanted; `shared`: the worker stands still on its shared memory for it. */
  | { type: 'input'; shared: boolean }
  | { type: 'report'; event: DriverReport }
  | { type: 'flushed' }
  /** `reusable`: whether another job may follow; where it is not said here, `rested` does. */
  | { type: 'done'; result: DriverResult; diagnostics?: Diagnostic[]; reusable?: boolean }
  | { type: 'rested'; reusable: boolean };
