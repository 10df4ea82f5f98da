import { alike, merge3 } from '../text/index.js';
import { isMadeOf, likelyBase, type Patience } from './bases.js';
import { Earlier } from './earlier.js';
import type { Flight } from './flight.js';
import type { KeptPad, PadPort } from './pad-port.js';

/** What was typed waits so long for more of it, in milliseconds. */
const REST = 150;
/** And so long where writes do not come back: then two who type at once must not write faster than they hear. */
const UNSEEN_REST = 1_000;
/** What was just written is looked after so long, at least and at most: others may have written without having seen it. */
const LEAST_CARE = 1_500;
const MOST_CARE = 30_000;
/** Of two who type, one may write without a sight of the other's last for so long: a page is busy at times, or a line slow. */
const BUSY = 8_000;
/** Who has not written for so long does not type just now. */
const IDLE = 10_000;
/** What another wrote may be written over unseen by a third for so many round trips. */
const BRIEFLY = 4;
/** Who wrote over ours repairs it; if not, we do after so long, each time in a row later, and at last every so long. */
const GRACE = 250;
const MOST_GRACE = 10_000;
/** A write whose echo does not come is asked after. */
const NO_ECHO = 3_000;
/** Where nothing is heard for so long, the backend is asked whether there was something to hear; so long that is waited for. */
const QUIET = 30_000;
const ON_ITS_WAY = 3_000;
/** So many connections are given up for that. */
const MOST_MUTE = 1;
/** A write of which nothing is known may arrive for so long. */
const ASTRAY = 10_000;
/** So many characters are not typed alike by two people at one place at one time. */
const ALIKE = 6;
/** Nor so many where it is known that it may be one text that came by two ways. */
const SAME = 4;

/**
 * A text that many write as a whole, where the last one to write wins, kept so that nobody's typing is lost.
 *
 *   heard    what the backend has, as far as was heard
 *   agreed   what everyone ought to have: `heard`, and what was in it when someone wrote over it unseen
 *   flight   one write at a time; `carried` is what it comes to with what was heard since
 *   mine     what this person has: `carried` or `agreed`, and what is typed since
 *
 * All hear the same texts in the same order, each its own as an echo. What is heard before the echo was overwritten by it: its
 * author merges both, and writes that. Who hears a text that seems to have been written without a sight of what they wrote
 * themselves a moment ago merges in the same way. The merge does not depend on who makes it, so that they agree at once.
 */
export class Pad {
  #heard = '';
  #agreed = '';
  #flight: Flight | undefined;
  #heardAt = 0;
  /** `heard` is what we merged of both, and nothing else: who merges them too writes the very same. */
  #heardMerged = false;
  readonly #earlier: Earlier;
  /** How soon someone writes again: they hear one write before they make the next. */
  #apart = LEAST_CARE;
  #othersAt = 0;
  /** Until when a write that was given up may arrive yet. */
  #astrayUntil = 0;
  /** The last write that arrived. */
  #landed: Flight | undefined;
  /** Whether the next write repairs what we wrote over. */
  #owes = false;
  #repairs = 0;
  #rtt = 100;
  /** Whether writes come back to their author. Where nobody says so it is not known before one did, or did not. */
  #echoes: boolean | undefined;
  /** How many connections in a row were given up because none came. */
  #mute = 0;
  /** How many texts were heard. */
  #count = 0;
  #linked = false;
  #lostAt = 0;
  /** Since when there is something typed that is not written; and when something was typed last. */
  #typedAt: number | undefined;
  #lastTyped = -Infinity;
  #torn: number | undefined;
  /** What is too long, or was refused: not written again as it is. */
  #refused: string | undefined;
  #blockedUntil = 0;
  #cancel = () => {};
  #cancelEcho = () => {};
  #cancelQuiet = () => {};

  constructor(private readonly port: PadPort) {
    this.#echoes = port.echoes;
    this.#earlier = new Earlier(() => port.clock.now());
  }

  /** Whether there is something that the backend does not have. */
  get unsent(): boolean {
    return this.#flight !== undefined || this.port.read() !== this.#heard;
  }

  /** What was known before the page was reloaded. */
  restore({ agreed, heard, flight }: KeptPad): void {
    [this.#agreed, this.#heard] = [agreed, heard];
    if (flight !== undefined) this.#flight = this.#flightOf(flight, agreed);
  }

  /** There is a connection: this is what the backend has. */
  connected(text: string): void {
    // What was told to all just before: it may have been written over, and nobody was there to hear it.
    const away = this.#linked ? 0 : this.port.clock.now() - this.#lostAt;
    this.#earlier.pass(away);
    this.#heardAt += away;
    this.#linked = true;
    this.#blockedUntil = 0;
    this.#listen();
    this.#resolve(text);
  }

  /** The connection is gone. */
  lost(): void {
    if (this.#linked) this.#lostAt = this.port.clock.now();
    this.#linked = false;
    this.#cancel();
    this.#cancelEcho();
    this.#cancelQuiet();
  }

  /** This person typed. */
  typed(): void {
    const mine = this.port.read();
    if (mine === (this.#flight?.carried ?? this.#agreed)) return;
    this.#lastTyped = this.port.clock.now();
    this.#typedAt ??= this.#lastTyped;
    this.#repairs = 0;
    this.#plan();
  }

  /** A text was heard. `own`: by the one who says so; undefined where nobody says whose it is. */
  hear(text: string, own?: boolean): void {
    this.#count++;
    this.#listen();
    const flight = this.#flight;
    const echoOf = (each: Flight | undefined) => each?.text === text && own !== false;
    const isSure = (each: Flight | undefined) => echoOf(each) && (own === true || each?.typed === true);
    if (isSure(flight) || isSure(this.#landed)) [this.#echoes, this.#mute] = [true, 0];
    if (flight && echoOf(flight)) this.#land(text);
    else {
      // Only where ours is sure to come back is it sure that this one was written before it.
      if (flight && !this.#echoes && this.#holds(flight, text)) this.#land(flight.text);
      this.#foreign(text, this.#patience(), this.#unheard());
      this.#earlier.answered();
      const now = this.port.clock.now();
      this.#apart = Math.min(this.#apart * 1.5, now - this.#othersAt);
      this.#othersAt = now;
    }
    this.#after();
  }

  /** What is unsent, to be written at once as the page goes. */
  lastWords(): string | undefined {
    const mine = this.port.read();
    const known = this.#flight?.text ?? this.#heard;
    return this.#linked && mine !== known && mine !== this.#refused ? mine : undefined;
  }

  /** What the backend has, while it is not known what became of a write. */
  #resolve(text: string): void {
    const flight = this.#flight;
    const landed = flight && ((this.port.confirms && flight.taken) || flight.text === text);
    if (landed) this.#land(flight.text);
    this.#flight = undefined;
    // All that is here may be there already: what was on its way, and what was written as the page went.
    this.#strays(flight && !landed ? ASTRAY : 0);
    // Nobody knows what was heard by whom meanwhile. What never came back may not have arrived for long.
    const { elsewhere } = this.#patience();
    const most = this.#echoes ? elsewhere : MOST_CARE;
    const patience = { elsewhere: most, there: most, about: most };
    this.#foreign(text, patience, patience);
    this.#after();
  }

  #holds({ text, carried }: Flight, heard: string): boolean {
    return isMadeOf(text, this.#agreed, heard) || isMadeOf(carried, this.#agreed, heard);
  }

  #strays(ms: number): void {
    this.#astrayUntil = Math.max(this.#astrayUntil, this.port.clock.now() + ms);
  }

  /** What came of a text by two ways. What both have alike came to both: so it is kept once. */
  #merge(base: string, one: string, other: string): string {
    const astray = this.port.clock.now() <= this.#astrayUntil;
    const known = astray ? alike(base, one, other, SAME, 1) : alike(base, one, other, ALIKE);
    return merge3(known, one, other);
  }

  /** Someone else's, or one of our own of which it is not known. `unheard` is the patience with who may not have heard our last. */
  #foreign(text: string, patience: Patience, unheard: Patience): void {
    const before = this.#agreed;
    // Who takes what was heard for all that there is does not know what we are about to give back.
    const age = this.port.clock.now() - this.#heardAt;
    const heard = { text: this.#heard, age, told: !this.#heardMerged };
    const known = [...this.#earlier.known(unheard), { ...heard, patience: unheard }];
    const base = likelyBase(before, known, text, patience);
    const agreed = this.#merge(base, before, text);
    if (this.port.several?.()) this.#earlier.add({ ...heard, agreed: before, ms: this.#rtt * BRIEFLY });
    [this.#heard, this.#heardAt, this.#heardMerged] = [text, this.port.clock.now(), false];
    this.#take(agreed);
    if (agreed !== text) this.#torn ??= this.port.clock.now();
  }

  /** What everyone ought to have is another text: so is what this person has. */
  #take(agreed: string): void {
    const flight = this.#flight;
    const before = flight?.carried ?? this.#agreed;
    const after = flight ? this.#merge(this.#agreed, flight.carried, agreed) : agreed;
    this.#agreed = agreed;
    if (flight) flight.carried = after;
    this.#show(before, after);
  }

  /** What this person has goes along with what became of it elsewhere. */
  #show(before: string, after: string): void {
    if (after === before) return;
    const mine = this.port.read();
    const merged = this.#merge(before, mine, after);
    if (merged !== mine) this.port.show(merged);
  }

  /** Our write is the backend's text now. */
  #land(text: string): void {
    const flight = this.#flight;
    if (!flight) return;
    const now = this.port.clock.now();
    const took = now - flight.sentAt;
    const share = this.#landed || took < this.#rtt ? 0.3 : 1;
    this.#rtt = Math.min(5_000, this.#rtt * (1 - share) + took * share);
    const told = !this.#heardMerged;
    this.#earlier.add({ text: this.#heard, told, agreed: this.#agreed, ms: MOST_CARE });
    [this.#heard, this.#heardAt, this.#heardMerged] = [text, now, !flight.typed];
    this.#landed = flight;
    this.#flight = undefined;
    this.#cancelEcho();
    // As everyone else makes it, so that all agree; what was shown meanwhile may have been in another order.
    const agreed = this.#merge(flight.base, this.#agreed, text);
    this.#agreed = agreed;
    this.#show(flight.carried, agreed);
    this.#owes = this.#agreed !== text;
    this.#torn = undefined;
  }

  #patience(): Patience {
    const most = Math.min(MOST_CARE, Math.max(LEAST_CARE, this.#rtt * 6));
    const there = Math.min(most, Math.max(500, this.#rtt * 4, this.#apart));
    return { elsewhere: most, there, about: Math.max(100, this.#rtt * 1.5) };
  }

  /**
   * Who writes one text after another hears the one before they write the next, and all that was written before that. So of two
   * only the first write after ours may have been made without a sight of it; and if both type, it was: nobody who types says
   * how long ago their page came to hear anything, and what is taken for deleted is lost.
   */
  #unheard(): Patience {
    const patience = this.#patience();
    if (!this.#echoes || this.port.several?.()) return patience;
    const now = this.port.clock.now();
    const types = this.#flight?.typed === true || now - this.#lastTyped < LEAST_CARE;
    if (!types && now - this.#othersAt >= IDLE) return patience;
    const longer = (ms: number): number => Math.max(ms, BUSY);
    return { ...patience, elsewhere: longer(patience.elsewhere), there: longer(patience.there) };
  }

  #after(): void {
    if (this.#agreed === this.#heard) {
      this.#torn = undefined;
      this.#owes = false;
    }
    const flight = this.#flight?.text;
    this.port.keep({
      agreed: this.#agreed,
      heard: this.#heard,
      ...(flight !== undefined && { flight }),
    });
    this.#plan();
  }

  /** When the next write is due, if one is. */
  #plan(): void {
    this.#cancel();
    this.#cancel = () => {};
    if (!this.#linked || this.#flight) return;
    const mine = this.port.read();
    if (mine === this.#heard) {
      this.#typedAt = undefined;
      this.#agreed = mine;
      return;
    }
    if (mine === this.#refused) return;
    const { clock } = this.port;
    const due = Math.max(this.#dueAt(mine), this.#blockedUntil) - clock.now();
    this.#cancel = clock.after(Math.max(0, due), () => this.#write());
  }

  #dueAt(mine: string): number {
    const now = this.port.clock.now();
    if (this.#owes) return now;
    if (mine !== this.#agreed) return (this.#typedAt ??= now) + (this.#echoes === false ? UNSEEN_REST : REST);
    const grace = Math.max(GRACE, this.#rtt * 3) * 2 ** Math.min(this.#repairs, 8);
    return (this.#torn ?? now) + Math.min(MOST_GRACE, grace) * (1 + this.port.random());
  }

  #write(): void {
    this.port.hearAll?.();
    const text = this.port.read();
    if (text === this.#heard || !this.#linked || this.#flight) return this.#plan();
    if (text === this.#agreed) this.#repairs++;
    const flight = this.#flightOf(text, this.#agreed);
    this.#flight = flight;
    this.#typedAt = undefined;
    this.#torn = undefined;
    this.#owes = false;
    this.#after();
    this.port.write(text).then(
      () => this.#written(flight),
      (error: unknown) => this.#failed(flight, error),
    );
  }

  #flightOf(text: string, base: string): Flight {
    return { text, carried: text, base, typed: text !== base, sentAt: this.port.clock.now() };
  }

  /** It was taken. Where no echoes come, that is all that will be known. */
  #written(flight: Flight): void {
    if (this.#flight !== flight) return;
    flight.taken = true;
    if (this.#echoes !== false) return this.#askLater(flight);
    this.#land(flight.text);
    this.#after();
  }

  #failed(flight: Flight, error: unknown): void {
    if (this.#flight !== flight) return;
    if (this.port.failed(error, flight.text)) {
      const { clock, random } = this.port;
      this.#blockedUntil = clock.now() + 500 + 1_000 * random();
      if (!this.#echoes) return void this.#ask(flight);
      // If it was taken nevertheless, it comes back. Asked for, the text might be ahead of what is heard yet.
      this.#cancelEcho = clock.after(Math.max(500, this.#rtt * 4), () => this.#drop(flight));
      return;
    }
    this.#refused = flight.text;
    this.#drop(flight);
  }

  #drop(flight: Flight): void {
    if (this.#flight !== flight) return;
    this.#cancelEcho();
    this.#strays(ASTRAY);
    this.#flight = undefined;
    this.#after();
  }

  /** What became of a write of which nothing is heard. */
  async #ask(flight: Flight): Promise<void> {
    this.#cancelEcho();
    const heard = this.#heard;
    const answer = await this.port.fetch().catch((error: unknown) => ({ error }));
    if (this.#flight !== flight || !this.#linked) return;
    if (typeof answer === 'object') return this.#askLater(flight);
    // They came until now: it is the connection that is dead, unless another is no better.
    if (flight.taken && this.#echoes && this.#mute++ < MOST_MUTE) return this.port.deaf();
    if (flight.taken) this.#echoes = false;
    // Something was heard meanwhile: what was fetched may be older.
    if (answer !== undefined && this.#heard === heard) return this.#resolve(answer);
    if (!flight.taken) return this.#drop(flight);
    this.#land(flight.text);
    this.#after();
  }

  #askLater(flight: Flight): void {
    const patience = Math.max(NO_ECHO, this.#rtt * 8);
    this.#cancelEcho = this.port.clock.after(patience, () => void this.#ask(flight));
  }

  /** Waits for others to write. A connection may be dead, and nobody told of it. */
  #listen(): void {
    this.#cancelQuiet();
    if (this.#linked) this.#cancelQuiet = this.port.clock.after(QUIET, () => void this.#doubt());
  }

  async #doubt(): Promise<void> {
    const before = this.#count;
    const text = await this.port.fetch().catch(() => undefined);
    const goesOn = () => this.#linked && this.#count === before;
    if (!goesOn()) return;
    if (text === undefined || this.#flight || text === this.#heard) return this.#listen();
    this.#cancelQuiet = this.port.clock.after(ON_ITS_WAY, () => {
      if (goesOn()) this.port.deaf();
    });
  }
}
