/**
 * The sandbox frame: an opaque origin with no network, which owns the workers of one engine. It calls its parent once,
 * gets a port, and speaks over nothing else.
 */
import { CONNECT, HELLO, type Asset, type FrameToHost, type HostToFrame } from '../protocol.js';
import { FrameJob } from './job.js';
import { Pool } from './pool.js';
import { probe } from './probe.js';
import { Relay } from './relay.js';
import type { EngineParts } from './spawn.js';

function serve(port: MessagePort): void {
  const send = (message: FrameToHost): void => port.postMessage(message);
  const relay = new Relay(send);
  let pool: Promise<Pool> | undefined;
  let current: { id: number; job: Promise<FrameJob> } | undefined;
  const withJob = (id: number, then: (job: FrameJob) => void): void => {
    if (current?.id === id) current.job.then(then, () => {});
  };

  const start = async ({
    id,
    mode,
    job,
    stdin,
    limits,
  }: HostToFrame & { type: 'start' }): Promise<FrameJob> => {
    const started = new FrameJob(id, { mode, job, stdin, limits }, (await pool) as Pool, relay);
    void started.start();
    return started;
  };
  const fail = (id: number, why: unknown): void => {
    const error = { name: 'Error', message: `The engine could not be loaded: ${String(why)}` };
    send({ type: 'exit', id, outcome: 'crash', exitCode: 134, durationMs: 0, error });
  };
  const hear = (message: HostToFrame): void => {
    switch (message.type) {
      case 'load':
        pool = partsOf(message).then((parts) =>
          warmed(new Pool(parts, (phase) => send({ type: 'phase', phase }))),
        );
        return;
      case 'start':
        current = { id: message.id, job: start(message) };
        current.job.catch((why) => fail(message.id, why));
        return;
      case 'line':
        return withJob(message.id, (job) => job.give(message.text));
      case 'stop':
        return withJob(message.id, (job) => job.stop());
      case 'ack':
        return relay.ack(message.size);
      case 'ping':
        return send({ type: 'pong' });
      case 'probe':
        void probe().then((found) => send({ type: 'probed', ...found }));
    }
  };
  port.onmessage = ({ data }: MessageEvent<HostToFrame>) => hear(data);
}

function warmed(pool: Pool): Pool {
  pool.warm();
  return pool;
}

/** WebAssembly is compiled here once; every worker gets the same module. */
async function partsOf({ engine, driver, assets }: HostToFrame & { type: 'load' }): Promise<EngineParts> {
  return { engine, driver, assets: await Promise.all(assets.map(compiled)) };
}

async function compiled({ name, data }: Asset): Promise<EngineParts['assets'][number]> {
  return { name, data: name.endsWith('.wasm') ? await WebAssembly.compile(data) : data };
}

addEventListener('message', function connect(event) {
  const [port] = event.ports;
  if (event.source !== parent || event.data !== CONNECT || !port) return;
  removeEventListener('message', connect);
  serve(port);
});
parent.postMessage(HELLO, '*');
