// How long a character is on its way from one person to another, and what it costs the server: over a bare relay, over
// our server, with and without our client, and over Hocuspocus with its own. That which is written before it is relayed
// cannot be as quick as a bare relay: the relay that inserts and does nothing else shows how quick it can be.
import { load, quantile, round, sleep } from './lib/figures.js';
import { pair, ways } from './lib/clients.js';
import { start } from './lib/process.js';

const ROUNDS = 5;
const KEYS = 200;
const UPDATES = 2000;
/** So many before it is measured, for a server runs for long. */
const WARM = 10_000;

/** Types one character; gives the milliseconds until the other has it. */
function type({ author, other }) {
  return new Promise((resolve) => {
    const arrived = () => {
      other.text.unobserve(arrived);
      resolve(performance.now() - began);
    };
    other.text.observe(arrived);
    const began = performance.now();
    author.text.insert(author.text.length, 'x');
  });
}

/** With pauses, in which the machine turns to other things and forgets: what is measured then is mostly how it wakes up. */
async function typeSlowly(people) {
  const took = [];
  for (let i = 0; i < KEYS; i++) {
    took.push(await type(people));
    await sleep(5);
  }
  return took;
}

/** Each character as soon as the one before has come: how long each takes, and what the server's processor does for it. */
async function typeOn(server, people, count = UPDATES) {
  const took = [];
  const before = await server.used();
  for (let i = 0; i < count; i++) took.push(await type(people));
  const after = await server.used();
  return { took, cpu: (after.cpu - before.cpu) / count };
}

async function open() {
  const servers = {};
  for (const name of ['bare', 'stored', 'floor', 'ours', 'hocuspocus']) servers[name] = await start(name);
  const people = {};
  for (const [way, { server }] of Object.entries(ways)) people[way] = await pair(way, servers[server]);
  return { servers, people };
}

/** By turns, so that what else the machine does falls on all. */
async function measure({ servers, people }) {
  const found = Object.fromEntries(Object.keys(ways).map((way) => [way, { on: [], slowly: [], cpu: [] }]));
  for (const way of Object.keys(ways)) await typeOn(servers[ways[way].server], people[way], WARM);
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const way of Object.keys(ways)) {
      const { took, cpu } = await typeOn(servers[ways[way].server], people[way]);
      found[way].on.push(...took);
      found[way].cpu.push(cpu);
      found[way].slowly.push(...(await typeSlowly(people[way])));
    }
  }
  return found;
}

const names = {
  stored: 'a bare relay that inserts into SQLite first',
  floor: 'our wire, hash and insert with nothing checked',
  ours: 'our server',
  room: 'our server and client',
  hocuspocus: 'Hocuspocus 3.4.4',
};

function compared(unit, own, bare, share = 0.5) {
  const [value, baseline] = [quantile(own, share), quantile(bare, share)];
  const ratio = round(value / baseline);
  return { unit, value: round(value), baseline: round(baseline), ratio, against: 'a bare ws relay' };
}

function figures({ bare, ...found }) {
  return Object.entries(names).flatMap(([way, name]) => {
    const { on, slowly, cpu } = found[way];
    const goal = (text) => (way === 'ours' ? { goal: text } : {});
    const key = `a character from one to another, ${name}`;
    return [
      { name: `${key}, p50`, ...compared('ms', on, bare.on), n: on.length, ...goal('ratio <= 1.5') },
      { name: `${key}, p99`, ...compared('ms', on, bare.on, 0.99), n: on.length },
      { name: `${key}, with pauses, p50`, ...compared('ms', slowly, bare.slowly), n: slowly.length },
      { name: `${key}, with pauses, p99`, ...compared('ms', slowly, bare.slowly, 0.99), n: slowly.length },
      {
        name: `processor of the server a relayed update, ${name}`,
        ...compared('µs', cpu, bare.cpu),
        n: on.length,
        ...goal('value <= 90'),
      },
    ].map((figure) => ({ ...figure, load: load() }));
  });
}

export async function relay(emit) {
  const opened = await open();
  for (const figure of figures(await measure(opened))) emit(figure);
  for (const { close } of Object.values(opened.people)) await close();
  for (const server of Object.values(opened.servers)) await server.stop();
}
