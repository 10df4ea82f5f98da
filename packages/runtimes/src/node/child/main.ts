/**
 * The process that programs are graded in: what the sandbox's frame is in a browser. It runs one engine in one thread,
 * speaks the frame's messages over the channel to its parent, and is killed when a job has spoilt it.
 */
import process from 'node:process';
import { FrameJob } from '../../sandbox/frame/job.js';
import type { Bench, Ready } from '../../sandbox/frame/pool.js';
import { Relay } from '../../sandbox/frame/relay.js';
import type { FrameToHost, HostToFrame, WorkerToFrame } from '../../sandbox/protocol.js';
import type { ChildToParent } from '../messages.js';
import { Bounds } from './bounds.js';
import { watchMemory } from './memory.js';
import { readParts } from './parts.js';
import { Thread } from './spawn.js';

const [base = '', engine = '', memory = ''] = process.argv.slice(2);
const send = (message: ChildToParent): void => void process.send?.(message);

/** The one worker of this process, for as long as it can be used. */
class OneWorker implements Bench {
  readonly spareAfter = 2 ** 31 - 1;
  reusable = true;

  constructor(private readonly ready: Ready) {}

  async take(): Promise<Ready> {
    this.reusable = false;
    return this.ready;
  }
  putBack(): void {
    this.reusable = true;
  }
  discard({ worker }: Ready): void {
    worker.terminate();
  }
  warm(): void {}
}

function boot(thread: Thread): Promise<Ready> {
  return new Promise((resolve, reject) => {
    thread.onlost = (why) => reject(new Error(why));
    thread.onexhausted = () => reject(new Error('There is too little memory to start in.'));
    thread.onmessage = (message: WorkerToFrame) => {
      if (message.type === 'failed') reject(new Error(message.message));
      if (message.type === 'booted') resolve({ worker: thread, interruptible: message.interruptible });
    };
  });
}

function serve(ready: Ready, thread: Thread): void {
  const bench = new OneWorker(ready);
  let bounds = new Bounds();
  let current: { id: number; job: FrameJob; cut(why: Cut): void } | undefined;
  let unwatch = (): void => {};
  const relay = new Relay((message) => {
    const fitting = bounds.fit(message);
    if (fitting) send(withState(fitting, bench));
    else current?.cut('output-limit');
  });
  const start = ({ id, mode, job, stdin, limits }: HostToFrame & { type: 'start' }): void => {
    const began = performance.now();
    let over = false;
    const cut = (why: Cut): void => {
      if (over) return;
      over = true;
      thread.kill();
      relay.after({ type: 'exit', id, durationMs: performance.now() - began, ...ends[why] });
    };
    bounds = new Bounds();
    unwatch();
    unwatch = watchMemory(limits.memoryMb, () => cut('memory'));
    thread.onexhausted = () => cut('memory');
    current = { id, cut, job: new FrameJob(id, { mode, job, stdin, limits }, bench, relay) };
    void current.job.start();
  };
  process.on('message', (message: HostToFrame) => {
    if (message.type === 'start') start(message);
    if (message.type === 'ack') relay.ack(message.size);
    if (message.type === 'line' && current?.id === message.id) current.job.give(message.text);
    if (message.type === 'stop' && current?.id === message.id) current.job.stop();
  });
}

/** How a job ends that the process itself cuts off. */
const ends = {
  'memory': {
    outcome: 'memory',
    exitCode: 137,
    error: { name: 'MemoryError', message: 'The program used too much memory.' },
  },
  'output-limit': {
    outcome: 'output-limit',
    exitCode: 125,
    error: { name: 'OutputError', message: 'The program reported too much.' },
  },
} as const;
type Cut = keyof typeof ends;

/** With an exit goes along whether another job may follow. */
function withState(message: FrameToHost, { reusable }: OneWorker): ChildToParent {
  return message.type === 'exit' ? { ...message, reusable } : message;
}

process.on('disconnect', () => process.exit(0));
try {
  const thread = new Thread(await readParts(base, engine), Number(memory));
  serve(await boot(thread), thread);
  send({ type: 'booted' });
} catch (error) {
  send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
}
