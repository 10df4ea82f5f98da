// What the benchmark page measures, in milliseconds. Every figure of ours has its baseline beside it, taken in turns.
import { createRunner } from '/packages/runtimes/dist/index.js';

const python = (code) => ({ language: 'python', files: { 'main.py': code } });

async function ours(runner, request, signal) {
  let text = '';
  for await (const event of runner.run({ ...request, signal })) {
    if (event.type === 'stdout') text += event.text;
    if (event.type === 'exit') return { text, outcome: event.outcome };
  }
  throw new Error('a run without an exit');
}

function bareWorker() {
  const worker = new Worker('/packages/runtimes/bench/bare-worker.js', { type: 'module' });
  const run = (code) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(code);
    });
  return { run, end: () => worker.terminate() };
}

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

function expectText(got, wanted) {
  if (got !== wanted) throw new Error(`printed ${JSON.stringify(got)} and not ${JSON.stringify(wanted)}`);
}

/** From nothing to the first line printed. */
export async function firstRunOurs() {
  const { ms, value } = await timed(() => ours(createRunner(), python('print("hello")')));
  expectText(value.text, 'hello\n');
  return ms;
}
export async function firstRunBare() {
  const { ms, value } = await timed(() => bareWorker().run('print("hello")'));
  expectText(value, 'hello\n');
  return ms;
}

/** Runs of one program when all is warm, ours and bare in turns. */
export async function warmRuns(code, wanted, rounds) {
  const runner = createRunner();
  const bare = bareWorker();
  const times = { ours: [], bare: [] };
  for (let round = -10; round < rounds; round++) {
    const mine = await timed(() => ours(runner, python(code)));
    const base = await timed(() => bare.run(code));
    expectText(mine.value.text, wanted);
    expectText(base.value, wanted);
    if (round < 0) continue;
    times.ours.push(mine.ms);
    times.bare.push(base.ms);
  }
  bare.end();
  runner.dispose();
  return times;
}

/** From asking to stop until the exit, and from there until the next program has printed. */
export async function stopTimes(request, rounds, next) {
  const runner = createRunner();
  await ours(runner, next);
  const times = { stop: [], next: [], warm: [] };
  for (let round = 0; round < rounds; round++) {
    const controller = new AbortController();
    const running = ours(runner, request, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const stop = await timed(() => (controller.abort(), running));
    if (stop.value.outcome !== 'stopped') throw new Error(`ended ${stop.value.outcome}`);
    times.stop.push(stop.ms);
    times.next.push((await timed(() => ours(runner, next))).ms);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    times.warm.push((await timed(() => ours(runner, next))).ms);
  }
  runner.dispose();
  return times;
}
