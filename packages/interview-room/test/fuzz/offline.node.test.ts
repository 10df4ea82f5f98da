// Hours without a connection, thousands of edits, tabs that are killed at any moment, a backend that is killed too, tokens
// that ran out meanwhile: in the end each edit is there, once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verify } from '@interview-room/core';
import { isWithheld } from '@interview-room/core/protocol';
import { Tokens } from '../../../server/src/auth/tokens.js';
import { Backend, SECRET } from './backend.js';
import { Disk, Life, type Place } from './life.js';
import { Line } from './line.js';
import { filesIn } from './log.js';
import { tagOf, tagsIn } from './page/tags.js';
import { pick, randomOf, type Random } from './page/random.js';

const SEEDS = [1, 2, 3, 4, 5, 6];
const ROUNDS = 3;
const HOUR = 3_600_000;
const FILE = 'notes.txt';

const counts = {
  edits: 0,
  kills: 0,
  restarts: 0,
  expired: 0,
  refusedTokens: 0,
  hours: 0,
  messages: 0,
  unsure: 0,
};

/** What was written, and whether it has to be there in the end: perhaps, where a tab was killed before it was kept. */
class Record {
  readonly tags = new Map<string, 'there' | 'gone' | 'perhaps'>();
  readonly messages = new Map<string, 'there' | 'perhaps'>();
  #next = 0;

  newTag(): string {
    return tagOf(this.#next++);
  }

  check(text: string, messages: readonly string[]): void {
    const found = new Map<string, number>();
    for (const tag of tagsIn(text)) found.set(tag, (found.get(tag) ?? 0) + 1);
    for (const [tag, state] of this.tags) {
      const times = found.get(tag) ?? 0;
      const wanted = { there: [1], gone: [0], perhaps: [0, 1] }[state];
      assert.ok(wanted.includes(times), `${state}, and ${times} times in the text`);
    }
    assert.equal([...found.keys()].length, tagsIn(text).length);
    for (const [message, state] of this.messages) {
      const times = messages.filter((each) => each === message).length;
      assert.ok(
        times === 1 || (times === 0 && state === 'perhaps'),
        `${message}: ${state}, and ${times} times`,
      );
    }
  }
}

/** Someone whose connection comes and goes, and whose tab is killed and opened again. */
class Wanderer {
  life!: Life;
  expired = 0;
  /** Not yet known to be kept. */
  #fresh: (() => void)[] = [];
  #own: string[] = [];

  constructor(
    readonly name: string,
    readonly line: Line,
    readonly place: Omit<Place, 'token'>,
    private readonly tokens: Tokens,
    private readonly record: Record,
    private readonly random: Random,
  ) {}

  readonly token = (): Promise<string> => {
    if (this.line.blocked && this.random(2) === 0) return Promise.reject(new TypeError('Failed to fetch'));
    const { session: room } = this.place;
    const ran = this.expired-- > 0;
    if (ran) counts.expired++;
    return this.tokens.mint({ sub: this.name, room, role: 'interviewer' }, ran ? -60 : undefined);
  };

  async begin(): Promise<void> {
    this.life = await Life.begin({ ...this.place, token: this.token });
    const { room } = this.life;
    room.onRefused(({ kind, message }) => assert.fail(`${this.name} was refused ${kind}: ${message}`));
    room.subscribe(
      (state) => state.connection.remote?.refusal?.reason,
      (reason) => reason === 'token-expired' && counts.refusedTokens++,
    );
    if (!room.workspace.has(FILE)) room.workspace.create(FILE);
  }

  /** Edits; all of it is kept afterwards, but for what comes after the `sure` ones. */
  async edit(sure: number, perhaps: number): Promise<void> {
    for (let times = 0; times < sure; times++) this.#edit();
    await this.life.passing(this.life.room.workspace.settled());
    this.#fresh = [];
    for (let times = 0; times < perhaps; times++) this.#edit();
  }

  async killAndBegin(): Promise<void> {
    for (const forget of this.#fresh.splice(0)) forget();
    this.life.kill();
    counts.kills++;
    await this.begin();
  }

  async leave(): Promise<void> {
    await this.life.passing(this.life.room.leave());
  }

  #edit(): void {
    counts.edits++;
    const choice = this.random(20);
    if (choice === 0) this.#say();
    else if (choice < 4 && this.#own.length > 0) this.#remove();
    else this.#write();
  }

  get #text() {
    return this.life.room.workspace.text(FILE);
  }

  #write(): void {
    const tag = this.record.newTag();
    this.#text.insert(2 * this.random(this.#text.length / 2 + 1), tag);
    this.#own.push(tag);
    this.#note(tag, 'there');
  }

  #remove(): void {
    const [tag = ''] = this.#own.splice(this.random(this.#own.length), 1);
    const at = this.#text.toString().indexOf(tag);
    // It was not kept, and its tab is gone.
    if (at < 0) return;
    this.#text.delete(at, tag.length);
    this.#note(tag, 'gone');
  }

  #note(tag: string, state: 'there' | 'gone'): void {
    const { tags } = this.record;
    tags.set(tag, tags.get(tag) === 'perhaps' ? 'perhaps' : state);
    this.#fresh.push(() => {
      counts.unsure++;
      tags.set(tag, 'perhaps');
    });
  }

  #say(): void {
    const text = `${this.name} ${counts.messages++}`;
    void this.life.room.append('chat.message', { text }).catch(() => undefined);
    this.record.messages.set(text, 'there');
    this.#fresh.push(() => this.record.messages.set(text, 'perhaps'));
  }
}

describe('hours without a connection', () => {
  let backend: Backend;
  let lines: Line[];
  const tokens = new Tokens(SECRET, 3600);
  before(async () => {
    backend = await Backend.start();
    lines = await Promise.all([1, 2, 3].map(() => Line.open(() => backend.port)));
  });
  after(async () => {
    for (const line of lines) line.close();
    await backend.stop();
  });

  for (const seed of SEEDS)
    it(`lose nothing, and repeat nothing (seed ${seed})`, async () => {
      const random = randomOf(seed);
      const [record, session] = [new Record(), await backend.room()];
      const people = lines.map((line, index) => {
        const transport = random(2) === 0 ? ('stream' as const) : ('socket' as const);
        const place = { url: line.url, session, transport, disk: new Disk() };
        return new Wanderer(`p${index}`, line, place, tokens, record, random);
      });
      for (const person of people) await person.begin();
      for (let round = 0; round < ROUNDS; round++) await away(people, random);
      await together(people);
      const log = await backend.log(session);
      assert.ok(verify(log).ok);
      const ids = log.flatMap((entry) => (isWithheld(entry) ? [] : [entry.id]));
      assert.equal(new Set(ids).size, ids.length);
      const [first] = people;
      assert.deepEqual(filesIn(log), first?.life.room.workspace.files());
      record.check(filesIn(log)[FILE] ?? '', first?.life.room.state.chat.map(({ text }) => text) ?? []);
      for (const person of people) await person.leave();
    });

  it('did all of it', () => {
    console.log(JSON.stringify(counts));
    for (const [name, count] of Object.entries(counts)) assert.ok(count > 0, name);
    assert.ok(counts.edits > 5000);
  });

  /** All but one are gone for hours, and everyone goes on writing. */
  async function away(people: readonly Wanderer[], random: Random): Promise<void> {
    const [here, ...gone] = people;
    for (const { line } of gone) {
      line.suffer(pick(random, ['cut', 'silence', 'deafen']));
      line.blocked = true;
    }
    for (let part = 0; part < 6; part++) {
      await here?.edit(random(60), 0);
      for (const person of gone) {
        await person.edit(random(120), random(10));
        await person.life.spend(random(HOUR));
        if (random(3) === 0) await person.killAndBegin();
      }
      counts.hours++;
      if (random(8) === 0) await restart();
    }
    for (const person of gone) {
      person.expired = random(3);
      person.line.blocked = false;
      person.life.room.retry();
      // On the way back too.
      for (let moments = random(40); moments > 0; moments--) await person.life.moment();
      if (random(2) === 0) person.line.suffer('cut');
      if (random(2) === 0) await person.killAndBegin();
    }
  }

  async function restart(): Promise<void> {
    await backend.restart();
    counts.restarts++;
  }

  async function together(people: readonly Wanderer[]): Promise<void> {
    const state = ({ life: { room } }: Wanderer) => JSON.stringify([room.seq, room.workspace.files()]);
    const settled = ({ life: { room } }: Wanderer) =>
      room.connection.status === 'open' && room.connection.remote?.unsent === 0;
    for (let tries = 0; !people.every(settled) || new Set(people.map(state)).size > 1; tries++) {
      assert.ok(
        tries < 5000,
        `never at rest: ${JSON.stringify(people.map(({ life }) => life.room.connection))}`,
      );
      for (const { life } of people) await life.moment();
    }
  }
});
