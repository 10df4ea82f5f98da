import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { PadPort } from './pad-port.js';
import { Pad } from './pad.js';

/** Time that passes when it is told to. */
class Time {
  #now = 1_000_000;
  #count = 0;
  readonly #due: { at: number; order: number; work: () => void }[] = [];
  now = (): number => this.#now;
  after = (ms: number, work: () => void): (() => void) => {
    const each = { at: this.#now + Math.max(0, ms), order: this.#count++, work };
    this.#due.push(each);
    return () => {
      const at = this.#due.indexOf(each);
      if (at >= 0) this.#due.splice(at, 1);
    };
  };
  /** Until nothing is to be done any more, or for so long. */
  async run(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      this.#due.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.#due[0];
      if (!next || next.at > end) break;
      this.#due.shift();
      this.#now = next.at;
      next.work();
    }
    this.#now = end;
  }
}
const settle = async () => {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};

function chance(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A pad where the last one to write wins, and everyone hears it. */
class Server {
  text: string;
  writes = 0;
  readonly listeners: ((text: string, by: unknown) => void)[] = [];
  constructor(
    text: string,
    readonly echo = true,
    /** Whether it can be asked for its text. */
    readonly tells = true,
    readonly knownToEcho: boolean | undefined = undefined,
  ) {
    this.text = text;
  }
  put(text: string, by: unknown): void {
    this.text = text;
    this.writes++;
    for (const listener of this.listeners) listener(text, by);
  }
}

/** Someone at a pad, at the end of slow lines. */
class Person implements PadPort {
  text = '';
  caret = 0;
  readonly pad: Pad;
  readonly clock;
  broken = false;
  #free = 0;
  #put = 0;
  constructor(
    readonly time: Time,
    readonly random: () => number,
    readonly server: Server,
    readonly slow: number,
  ) {
    this.clock = { now: time.now, after: time.after };
    this.pad = new Pad(this);
    server.listeners.push((text, by) => {
      if (by === this && !server.echo) return;
      this.#free = Math.max(this.#free, time.now() + this.random() * this.slow);
      time.after(this.#free - time.now(), () => !this.broken && this.pad.hear(text));
    });
  }
  read = () => this.text;
  keep = () => undefined;
  failed = () => true;
  deafened = 0;
  deaf = () => void this.deafened++;
  fetch = async () => (this.server.tells ? this.server.text : undefined);
  get echoes() {
    return this.server.knownToEcho;
  }
  show(text: string): void {
    // The caret stays where it is between the characters about it.
    let start = 0;
    while (start < this.caret && this.text[start] === text[start]) start++;
    this.caret = start === this.caret ? start : Math.max(0, this.caret + text.length - this.text.length);
    this.text = text;
  }
  write(text: string): Promise<void> {
    this.#put = Math.max(this.#put, this.time.now() + this.random() * this.slow);
    return new Promise((resolve) =>
      this.time.after(this.#put - this.time.now(), () => {
        this.server.put(text, this);
        this.time.after(this.random() * this.slow, resolve);
      }),
    );
  }
  type(written: string): void {
    this.text = this.text.slice(0, this.caret) + written + this.text.slice(this.caret);
    this.caret += written.length;
    this.pad.typed();
  }
  start(): void {
    this.text = this.server.text;
    this.pad.connected(this.server.text);
  }
}

interface Scene {
  readonly slow: number;
  readonly echo?: boolean;
  readonly tells?: boolean;
  readonly known?: boolean;
  readonly people?: number;
  readonly pause?: number;
  readonly alphabet?: (person: number, n: number, random: () => number) => string;
}
const START = 'function f() {\n\n}\n';
const letters = ['abcdefgh', 'ABCDEFGH', '01234567'];

/** Several people type 200 characters each at the same place at the same time. */
async function together(seed: number, scene: Scene) {
  const { slow, echo = true, tells = true, people: many = 2, pause = 60 } = scene;
  const random = chance(seed);
  const time = new Time();
  const server = new Server(START, echo, tells, scene.known);
  const typed: string[] = [];
  const people = Array.from({ length: many }, () => new Person(time, random, server, slow));
  const pick = scene.alphabet ?? ((person, n) => letters[person]?.[n % 8] ?? '?');
  people.forEach((person, number) => {
    person.start();
    person.caret = 15;
    let n = 0;
    const next = () => {
      const letter = pick(number, n, random);
      typed.push(letter);
      person.type(letter);
      if (++n < 200) time.after(random() * 2 * pause, next);
    };
    time.after(random() * 100, next);
  });
  await time.run(400 * pause + 120_000);
  return { server, people, typed };
}

describe('a pad', () => {
  for (const [name, scene] of Object.entries<Scene>({
    'over quick lines': { slow: 20 },
    'over lines as they are': { slow: 200, known: true },
    'over slow lines': { slow: 800 },
    'where typing is very quick': { slow: 150, pause: 5 },
    'where typing is slow': { slow: 150, pause: 300 },
    'with three people': { slow: 150, people: 3, known: true },
    'where nothing comes back': { slow: 150, echo: false },
    'where nothing comes back, nor can be asked for': { slow: 150, echo: false, tells: false },
    'where all type anything': {
      slow: 150,
      known: true,
      alphabet: (_, __, random) => 'etaoin \n()'[Math.floor(random() * 10)] ?? '',
    },
  }))
    it(`${name} keeps all that is typed at one place at the same time, and all see the same`, async () => {
      for (let seed = 1; seed <= 20; seed++) {
        const { server, people, typed } = await together(seed, scene);
        assert.deepEqual(
          people.map(({ text }) => text),
          people.map(() => server.text),
          `seed ${seed}`,
        );
        assert.equal([...server.text].sort().join(''), [...START, ...typed].sort().join(''), `seed ${seed}`);
      }
    });

  describe('whose connection is dead, and nobody told it so,', () => {
    const alone = (broken: boolean) => {
      const time = new Time();
      const server = new Server(START);
      const person = new Person(time, () => 0.5, server, 20);
      person.start();
      return { time, server, person, cut: () => (person.broken = broken) };
    };
    for (const broken of [true, false])
      it(`${broken ? 'finds' : 'does not find'} that others wrote meanwhile`, async () => {
        const { time, server, person, cut } = alone(broken);
        await time.run(100_000);
        assert.equal(person.deafened, 0);
        cut();
        server.put('by someone else', undefined);
        await time.run(40_000);
        assert.equal(person.deafened > 0, broken);
      });
    for (const broken of [true, false])
      it(`${broken ? 'finds' : 'does not find'} that what it writes does not come back any more`, async () => {
        const { time, person, cut } = alone(broken);
        person.type('once');
        await time.run(10_000);
        cut();
        person.type('again');
        await time.run(10_000);
        assert.equal(person.deafened > 0, broken);
        assert.ok(person.text.startsWith('onceagain'));
      });
  });
});
