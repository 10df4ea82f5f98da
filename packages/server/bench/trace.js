// A recorded session of writing code, typed by one and read by another until both have the same text: how long that
// takes as fast as it goes, and what one keystroke puts on the wire when each comes alone. Against Hocuspocus.
import { existsSync, readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { load, median, round } from './lib/figures.js';
import { pair, ways } from './lib/clients.js';
import { start } from './lib/process.js';

const file = new URL('../../../../shared/fixtures/traces/sveltecomponent.json.gz', import.meta.url);
const ROUNDS = 3;
const ALONE = 1000;

const names = { ours: 'our server', room: 'our server and client' };

/** Positions in code points as those of UTF-16 units: the same, where a text has no character beyond the first plane. */
function readTrace() {
  const { startContent, endContent, txns } = JSON.parse(gunzipSync(readFileSync(file)).toString());
  if (/[\ud800-\udfff]/.test(JSON.stringify(txns))) throw new Error('The trace has characters of two units.');
  return { startContent, endContent, steps: txns.map(({ patches }) => patches) };
}

function apply(text, patches) {
  text.doc.transact(() => {
    for (const [at, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(at, deleted);
      if (inserted) text.insert(at, inserted);
    }
  });
}

/** Waits until a text is as long as another, and looks whether it is the same then. */
function same(text, wanted) {
  return new Promise((resolve) => {
    const look = () => {
      if (text.length !== wanted.length || text.toString() !== wanted) return;
      text.unobserve(look);
      resolve();
    };
    text.observe(look);
    look();
  });
}

/** Milliseconds from the first key until the other has the whole text. */
async function throughout({ author, other }, { startContent, endContent, steps }) {
  const began = performance.now();
  const arrived = same(other.text, endContent);
  apply(author.text, [[0, 0, startContent]]);
  for (const patches of steps) {
    apply(author.text, patches);
    await turn();
  }
  await arrived;
  return performance.now() - began;
}

const sum = ({ up, down }) => up + down;

/** Bytes for each keystroke, each typed when the one before has come: from the author, to the author, to the other. */
async function alone({ author, other }, { startContent, steps }) {
  apply(author.text, [[0, 0, startContent]]);
  await same(other.text, author.text.toString());
  const before = [author.bytes(), other.bytes()];
  for (const patches of steps.slice(0, ALONE)) {
    apply(author.text, patches);
    await same(other.text, author.text.toString());
    // What is acknowledged is counted too, and what waits for that does not merge.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  const after = [author.bytes(), other.bytes()];
  const each = (who, way) => (after[who][way] - before[who][way]) / ALONE;
  return {
    all: (sum(after[0]) + sum(after[1]) - sum(before[0]) - sum(before[1])) / ALONE,
    up: round(each(0, 'up')),
    back: round(each(0, 'down')),
    other: round(each(1, 'down')),
  };
}

async function inNewRoom(way, server, use) {
  const people = await pair(way, server);
  const result = await use(people);
  await people.close();
  return result;
}

async function measure(servers, recorded) {
  const found = Object.fromEntries(
    ['hocuspocus', 'room', 'ours'].map((way) => [way, { took: [], bytes: {} }]),
  );
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, { took }] of Object.entries(found)) {
      const server = servers[ways[way].server];
      took.push(await inNewRoom(way, server, (people) => throughout(people, recorded)));
    }
  }
  for (const way of Object.keys(found))
    found[way].bytes = await inNewRoom(way, servers[ways[way].server], (people) => alone(people, recorded));
  return found;
}

export async function trace(emit) {
  if (!existsSync(file))
    return console.error(`the recorded trace: left out, there is no ${fileURLToPath(file)}`);
  const servers = { ours: await start('ours'), hocuspocus: await start('hocuspocus') };
  const recorded = readTrace();
  const { hocuspocus, ...found } = await measure(servers, recorded);
  const against = 'Hocuspocus 3.4.4';
  for (const [way, { took, bytes }] of Object.entries(found)) {
    const [value, baseline] = [median(took), median(hocuspocus.took)];
    const figure = {
      value: round(value),
      baseline: round(baseline),
      ratio: round(value / baseline),
      against,
    };
    const n = { keystrokes: recorded.steps.length, n: ROUNDS, load: load() };
    emit({ name: `a recorded session to convergence, ${names[way]}`, unit: 'ms', ...figure, ...n });
    const { all, ...parts } = bytes;
    emit({
      name: `bytes a keystroke on all wires, ${names[way]}`,
      unit: 'bytes',
      value: round(all),
      baseline: round(hocuspocus.bytes.all),
      ratio: round(all / hocuspocus.bytes.all),
      against,
      parts,
    });
  }
  for (const server of Object.values(servers)) await server.stop();
}
