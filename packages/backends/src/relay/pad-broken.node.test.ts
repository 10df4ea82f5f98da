// What two type is kept while their connections break; and what one of them takes away stays away.
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Person, PadServer } from '../testing/pad-people.js';
import { chance, Time } from '../testing/time.js';

const OLD = 'function sum(a, b) {\n  return a + b; // the old text\n}\nconsole.log(sum(1, 2));\n';
const SEEDS = 20;
const letter = (n: number): string => String.fromCharCode(0x4e00 + n);

interface Scene {
  readonly html: number;
  /** How often connections are cut, in milliseconds; 0: never. */
  readonly cuts: number;
  readonly people?: number;
  readonly each: number;
  /** Whether a write is a frame of the socket, and whether the pad can be asked for its text besides. */
  readonly frames?: 'asked' | 'alone';
}

/** Several type at one place, and come back whenever their connection is gone. */
async function broken(seed: number, { html, cuts, people: many = 2, each, frames }: Scene) {
  const random = chance(seed);
  const time = new Time();
  const server = new PadServer(
    'function f() {\n\n}\n',
    true,
    frames !== 'alone',
    frames ? undefined : true,
    !frames,
  );
  server.trouble.html = html;
  const people = Array.from({ length: many }, () => new Person(time, random, server, 60));
  let [typed, typing] = [0, many];
  for (const person of people) {
    person.start();
    person.caret = 15;
    let own = 0;
    const next = () => {
      person.type(letter(typed++));
      if (++own < each) time.after(random() * 40, next);
      else typing--;
    };
    const back = () => {
      if (!person.linked) void person.back();
      time.after(100 + random() * 900, back);
    };
    time.after(random() * 100, next);
    time.after(random() * 500, back);
  }
  const cut = () => {
    if (typing === 0) return;
    const all = random() < 0.5;
    for (const person of people) if (all || random() < 0.5) person.cut();
    time.after(cuts * (0.5 + random()), cut);
  };
  if (cuts > 0) time.after(cuts, cut);
  await time.run(each * 40 + 1_000);
  server.trouble.html = 0;
  await time.run(150_000);
  const letters = Array.from({ length: typed }, (_, n) => letter(n));
  const lost = letters.filter((each) => !server.text.includes(each));
  const same = people.every(({ text }) => text === server.text);
  return {
    lost,
    same,
    typed,
    twice: server.text.length - 'function f() {\n\n}\n'.length - typed + lost.length,
  };
}

describe('a pad whose connections break', () => {
  for (const [name, scene] of Object.entries<Scene>({
    'requests fail': { html: 4, cuts: 0, each: 200 },
    'connections are cut': { html: 0, cuts: 1_500, each: 300 },
    'both': { html: 5, cuts: 1_500, each: 300 },
    'frames are cut': { html: 0, cuts: 1_500, each: 300, frames: 'asked' },
    'frames are cut, and nothing else can be asked': { html: 0, cuts: 1_500, each: 300, frames: 'alone' },
    'both, with three people': { html: 5, cuts: 1_500, each: 150, people: 3 },
  }))
    it(`loses nothing while ${name}, and has next to nothing twice`, async () => {
      let [all, doubled] = [0, 0];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { lost, same, typed, twice } = await broken(seed, scene);
        assert.deepEqual(lost, [], `seed ${seed}`);
        assert.ok(same, `seed ${seed}`);
        all += typed;
        doubled += twice;
      }
      assert.ok(doubled <= all / 500, `${doubled} of ${all} twice`);
    });
});

/** One types, and then takes it back, or puts another text in the place of all; the other is idle, or typed just before. */
async function replaced(seed: number, slow: number, how: 'erase' | 'replace', both: boolean, people = 2) {
  const random = chance(seed);
  const time = new Time();
  const server = new PadServer(OLD, true, true, true);
  const all = Array.from({ length: people }, () => new Person(time, random, server, slow));
  for (const person of all) person.start();
  await time.run(1_000);
  const [ann, ben] = all;
  assert.ok(ann && ben);
  for (const person of [ann, ben]) person.caret = Math.floor(random() * OLD.length);
  let typed = 0;
  for (let n = 0; n < 20; n++) {
    ann.type(letter(typed++));
    if (both) ben.type(letter(typed++));
    await time.run(random() * 60);
  }
  await time.run(both ? 600 + random() * 600 : random() * 600);
  const wanted =
    ['let x = 1;\n', '', 'const sum = (a, b) => a - b;\nconsole.log(sum(3, 4));\n'][seed % 3] ?? '';
  if (how === 'replace') ann.replace(wanted);
  else
    for (let n = 0; n < 20; n++) {
      ann.caret--;
      ann.text = ann.text.slice(0, ann.caret) + ann.text.slice(ann.caret + 1);
      ann.pad.typed();
      await time.run(random() * 60);
    }
  const meant = ann.text;
  await time.run(60_000);
  for (const { text } of all) assert.equal(text, server.text);
  assert.equal(server.text, meant, `seed ${seed}`);
}

describe('what is taken away', () => {
  for (const slow of [20, 60]) {
    it(`stays away where others are idle, ${slow} ms away`, async () => {
      for (let seed = 1; seed <= SEEDS; seed++)
        for (const how of ['erase', 'replace'] as const) await replaced(seed, slow, how, false);
    });
    it(`stays away where another has just typed, ${slow} ms away`, async () => {
      for (let seed = 1; seed <= SEEDS; seed++) await replaced(seed, slow, 'replace', true);
    });
  }

  it('stays away where the frame that said so was lost on its way', async () => {
    const time = new Time();
    const server = new PadServer(OLD, true, true, undefined, false);
    const ann = new Person(time, chance(1), server, 60);
    ann.start();
    await time.run(1_000);
    ann.replace(OLD.replace(' // the old text', ''));
    const { writes } = server;
    // It is sent after a pause, and takes its time.
    await time.run(151);
    assert.ok(ann.pad.unsent);
    ann.cut();
    void ann.back();
    await time.run(5_000);
    assert.equal(server.text, ann.text);
    assert.ok(!ann.text.includes('the old text'));
    assert.equal(server.writes, writes + 1, 'what was sent first never arrived');
  });
});
