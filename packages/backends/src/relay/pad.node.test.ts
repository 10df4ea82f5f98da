import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Person, PadServer } from '../testing/pad-people.js';
import { chance, Time } from '../testing/time.js';

interface Scene {
  readonly slow: number;
  readonly echo?: boolean;
  readonly tells?: boolean;
  readonly known?: boolean;
  readonly people?: number;
  readonly pause?: number;
  /** How slow it is now and then, for a moment. */
  readonly hitch?: number;
  /** So many keys at once. */
  readonly burst?: number;
  readonly alphabet?: (person: number, n: number, random: () => number) => string;
}
const START = 'function f() {\n\n}\n';
const letters = ['abcdefgh', 'ABCDEFGH', '01234567'];

/** Several people type 200 characters each at the same place at the same time. */
async function together(seed: number, scene: Scene) {
  const { slow, echo = true, tells = true, people: many = 2, pause = 60, hitch = slow, burst = 1 } = scene;
  const random = chance(seed);
  const time = new Time();
  const server = new PadServer(START, echo, tells, scene.known);
  const typed: string[] = [];
  const people = Array.from({ length: many }, () => new Person(time, random, server, slow));
  const pick = scene.alphabet ?? ((person, n) => letters[person]?.[n % 8] ?? '?');
  people.forEach((person, number) => {
    person.start();
    person.caret = 15;
    let n = 0;
    const next = () => {
      for (const end = n + burst; n < end; n++) {
        const letter = pick(number, n, random);
        typed.push(letter);
        person.type(letter);
      }
      if (n < 200) time.after(random() * 2 * pause, next);
    };
    time.after(random() * 100, next);
    const vary = () => {
      person.slow = random() < 0.2 ? hitch : slow;
      time.after(50 + random() * 200, vary);
    };
    if (hitch !== slow) vary();
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
    'where pages are busy now and then': { slow: 20, pause: 15, hitch: 1_500, known: true },
    'where pages are busy, and typing is slower': { slow: 20, pause: 60, hitch: 2_000, known: true },
    'where several keys are struck at once, and pages are busy': {
      slow: 10,
      hitch: 1_000,
      burst: 6,
      known: true,
    },
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
      const server = new PadServer(START);
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
