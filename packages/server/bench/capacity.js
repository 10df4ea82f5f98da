// How many rooms of two people, each typing five times a second, one process holds before a key takes longer than a tenth
// of a second (p99) or the processor is used up; and what an idle room weighs. Against a bare relay with the same sockets.
import { Crowd, doors } from './lib/crowd.js';
import { load, quantile, round } from './lib/figures.js';
import { start } from './lib/process.js';

const STEP = 4000;
const FIRST = 50;
const MOST = 3200;
const IDLE = 200;

/** Whether so many rooms are held, and how. */
async function step(crowd, count) {
  await crowd.grow(count);
  await crowd.type(1000);
  const [before, own, began] = [await crowd.server.used(), process.cpuUsage(), performance.now()];
  const { took, lost } = await crowd.type(STEP);
  const [after, elapsed] = [await crowd.server.used(), (performance.now() - began) * 1000];
  const { user, system } = process.cpuUsage(own);
  const [p99, cpu] = [quantile(took, 0.99), (after.cpu - before.cpu) / elapsed];
  return {
    rooms: count,
    p50: round(quantile(took, 0.5)),
    p99: round(p99),
    cpu: round(cpu * 100),
    typists: round(((user + system) / elapsed) * 100),
    updates: took.length,
    good: p99 <= 100 && cpu <= 0.9 && lost === 0,
  };
}

/** Doubles until it is too much, then looks once between. A failure is tried again: the machine may have been busy. */
async function search(crowd) {
  let best;
  let count = FIRST;
  for (; count <= MOST; count *= 2) {
    const found = await retried(crowd, count);
    if (!found.good) return { best: best ?? { rooms: 0 }, worst: found };
    best = found;
  }
  return { best };
}

async function retried(crowd, count) {
  const found = await step(crowd, count);
  return found.good ? found : step(crowd, count);
}

async function holds(way) {
  const crowd = new Crowd(await start(way), doors[way]);
  const { best, worst } = await search(crowd);
  const between = worst && worst.rooms > best.rooms ? Math.round((best.rooms + worst.rooms) / 2) : 0;
  crowd.close();
  await crowd.server.stop();
  return between > 0 ? refined(way, best, worst, between) : { best, worst };
}

/** Rooms cannot be taken away again from a server that had too many: another one starts with fewer. */
async function refined(way, best, worst, count) {
  const crowd = new Crowd(await start(way), doors[way]);
  const found = await retried(crowd, count);
  crowd.close();
  await crowd.server.stop();
  return found.good ? { best: found, worst } : { best, worst: found };
}

/** Bytes of memory for each room in which nobody does anything. */
async function weight(way) {
  const crowd = new Crowd(await start(way, { gc: true }), doors[way]);
  await crowd.grow(20);
  const before = await crowd.server.used();
  await crowd.grow(20 + IDLE);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = await crowd.server.used();
  crowd.close();
  await crowd.server.stop();
  return (after.memory - before.memory) / IDLE / 1024;
}

export async function capacity(emit) {
  const [bare, ours] = [await weight('bare'), await weight('ours')];
  const against = 'a bare ws relay with the same sockets';
  const idle = { value: round(ours), baseline: round(bare), ratio: round(ours / bare), against, n: IDLE };
  emit({ name: 'memory of an idle room with two people', unit: 'KiB', ...idle });
  const relay = await holds('bare');
  const { best, worst } = await holds('ours');
  emit({
    name: 'rooms of two at five updates a second each, one process',
    unit: 'rooms',
    value: best.rooms,
    baseline: relay.best.rooms,
    ratio: round(best.rooms / relay.best.rooms),
    against,
    held: best,
    tooMuch: worst,
    bare: relay,
    load: load(),
  });
}
