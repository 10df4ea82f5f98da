import type { Question } from '@interview-room/core/question';
import { VirtualClock } from '../../../../core/src/testing/virtual-clock.js';
import { Faults, type Tell } from './faults.js';
import { Doings, newCounts, type Counts } from './moves.js';
import { Ownership } from './ownership.js';
import { Person, type Seat, type Table } from './person.js';
import { pickMove, randomOf, type Random } from './random.js';
import { WatchedWire } from './watched-wire.js';

/** A game of a seed. */
export interface Game {
  readonly seed: number;
  readonly operations: number;
  readonly session: string;
  readonly question: Question;
  readonly seats: readonly Seat[];
  /** After how many operations the backend is killed. */
  readonly kills: readonly number[];
}

export interface Outcome {
  /** What went wrong, and what was done last before it. */
  readonly failure?: string;
  readonly last: readonly string[];
  readonly counts: Counts;
  readonly files: Record<string, string>;
  readonly head: number;
  /** Ids that were sent over more than one connection. */
  readonly resent: readonly string[];
  readonly transports: readonly string[];
}

declare global {
  interface Window {
    tell: Tell;
    play(game: Game): Promise<Outcome>;
  }
}

const BURST = 12;
const HALF_OPEN = 20_000;
const PATIENCE = 3000;

class Play {
  readonly #random: Random;
  readonly #clock = new VirtualClock();
  readonly #counts = newCounts();
  readonly #wire = new WatchedWire();
  readonly #faults: Faults;
  readonly #doings: Doings;
  readonly #table: Table;
  readonly #people: Person[] = [];
  readonly #last: string[] = [];
  #failure: string | undefined;

  constructor(private readonly game: Game) {
    const random = (this.#random = randomOf(game.seed));
    const seatOf = ({ seat }: Person) => game.seats.indexOf(seat);
    this.#faults = new Faults(random, window.tell, seatOf);
    this.#doings = new Doings(random, this.#counts, this.#faults);
    this.#table = {
      session: game.session,
      question: game.question,
      random,
      clock: this.#clock,
      ownership: new Ownership(),
      wire: this.#wire,
      tags: 0,
      fail: (why) => {
        this.#failure ??= why;
        throw new Error(why);
      },
    };
  }

  async run(): Promise<Outcome> {
    try {
      await this.#gather();
      for (let step = 0; step < this.game.operations && !this.#failure; step++) await this.#step(step);
      await this.#rest();
    } catch (error) {
      this.#failure ??= String(error instanceof Error ? error.stack : error);
    }
    const outcome = this.#outcome();
    await this.#leave();
    return outcome;
  }

  /** All but the last, who comes late. */
  async #gather(): Promise<void> {
    const [first, ...others] = this.game.seats;
    if (!first) throw new Error('nobody plays');
    const host = await this.#join(first);
    await this.#passing(host.room.append('stage.changed', { stage: 'started' }));
    const early = others.length > 1 ? others.slice(0, -1) : others;
    for (const seat of early) await this.#join(seat);
  }

  async #join(seat: Seat): Promise<Person> {
    const person = await this.#passing(Person.join(seat, this.#table));
    this.#people.push(person);
    return person;
  }

  async #step(step: number): Promise<void> {
    const { seats, kills, operations } = this.game;
    if (kills.includes(step)) this.#faults.killBackend();
    const late = seats.at(-1);
    if (step === Math.floor(operations / 2) && late && this.#people.length < seats.length)
      await this.#late(late);
    const person = this.#people[this.#random(this.#people.length)] as Person;
    await person.settle();
    const [, name, work] = pickMove(this.#random, this.#doings.of(person));
    this.#note(
      `${step} ${person.seat.name} ${name} ${person.language}/${person.path}${person.offline ? ' offline' : ''}`,
    );
    await work();
    person.check();
    this.#faults.step();
    this.#clock.turn(this.#random(80));
    // What came meanwhile is taken in, and what was done leaves.
    if (this.#random(BURST) === 0) await this.#moment();
  }

  async #late(seat: Seat): Promise<void> {
    await this.#faults.mend();
    await this.#join(seat);
    this.#counts.late++;
  }

  #note(what: string): void {
    this.#last.push(what);
    if (this.#last.length > 25) this.#last.shift();
  }

  /** Lets what is on its way arrive, and sees what it did. */
  async #moment(ms = 0): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    for (const person of this.#people) person.check();
  }

  /** Until all is the same everywhere, and nothing is on its way. */
  async #rest(): Promise<void> {
    await this.#faults.mend();
    this.#clock.turn(HALF_OPEN);
    await this.#moment(100);
    this.#clock.turn(HALF_OPEN / 2);
    for (let tries = 0; !this.#isAtRest(); tries++) {
      if (tries > PATIENCE) return this.#table.fail(`never at rest: ${this.#unrest()}`);
      for (const { room, offline } of this.#people) if (offline) room.retry();
      this.#clock.turn(50);
      await this.#moment(tries < 50 ? 5 : 20);
    }
    for (const person of this.#people) {
      await person.settle();
      person.check();
    }
  }

  #isAtRest(): boolean {
    const states = this.#people.map(({ room }) => JSON.stringify([room.seq, room.workspace.files()]));
    return this.#people.every(({ room }) => isSettled(room.connection)) && new Set(states).size === 1;
  }

  #unrest(): string {
    const states = this.#people.map(({ seat: { name, transport }, room: { connection, seq, workspace } }) => {
      const sizes = Object.entries(workspace.files()).map(([path, text]) => `${path} ${text.length}`);
      return { name, transport, connection, seq, sizes };
    });
    return JSON.stringify(states);
  }

  async #passing<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    const end = () => (over = true);
    promise.then(end, end);
    while (!over) {
      this.#clock.turn(20);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return promise;
  }

  #outcome(): Outcome {
    const [first] = this.#people;
    return {
      ...(this.#failure && { failure: this.#failure }),
      last: this.#last,
      counts: this.#counts,
      files: first?.room.workspace.files() ?? {},
      head: first?.room.seq ?? 0,
      resent: this.#wire.resent,
      transports: this.#people.map(({ room }) => room.connection.remote?.transport ?? ''),
    };
  }

  async #leave(): Promise<void> {
    await this.#passing(Promise.all(this.#people.map((person) => person.leave()))).catch(() => undefined);
  }
}

const isSettled = ({ status, remote }: Person['room']['connection']) =>
  status === 'open' && remote?.unsent === 0;

window.play = (game) => new Play(game).run();
