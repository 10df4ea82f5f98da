import { systemClock, type Clock, type Room } from '@interview-room/core';
import { adviceFor, isOn, offerFor, quiet, type Finding, type Quiet } from './decide.js';
import { History, shareOf, type CoachFacts } from './facts.js';
import { coachRules, type CoachRule } from './rules.js';

/** What a coach is made of. */
export interface CoachOptions {
  readonly room: Pick<Room, 'state' | 'append' | 'subscribe' | 'workspace' | 'role' | 'now'>;
  readonly rules?: readonly CoachRule[];
  readonly quiet?: Quiet;
  /** Whether it keeps still for now, as while the assistant answers. */
  isBusy?(): boolean;
  readonly clock?: Clock;
}

/** Offers help unasked on a candidate's page, or one's own; advises on an interviewer's. What it says is in the state. */
export interface Coach {
  /** Looks now; it does by itself when something has happened, and every few seconds. */
  check(): void;
  /** What the assistant is asked when an offer that this page made is taken. */
  askOf(offer: string): string;
  answer(offer: string, answer: 'taken' | 'dismissed'): Promise<void>;
  /** Takes advice, which turns the level, or does not. */
  decide(advice: string, taken: boolean): Promise<void>;
  stop(): void;
}

const EVERY = 15_000;

/** Starts a coach for a page. Without one there is none: to switch it off is not to make it. */
export function createCoach(options: CoachOptions): Coach {
  const driver = new Driver(options);
  driver.start();
  return driver;
}

class Driver implements Coach {
  readonly #history: History;
  readonly #rules: readonly CoachRule[];
  readonly #clock: Clock;
  readonly #asks = new Map<string, string>();
  #stops: (() => void)[] = [];
  #isTelling = false;

  constructor(private readonly options: CoachOptions) {
    const { rules = coachRules(), clock = { ...systemClock, now: () => options.room.now() } } = options;
    this.#rules = rules;
    this.#clock = clock;
    this.#history = new History(clock.now());
  }

  start(): void {
    const { room } = this.options;
    this.#history.take(room.state);
    this.#stops = [
      room.subscribe(
        ({ tests }) => tests,
        () => this.check(),
      ),
      room.subscribe(
        ({ runs }) => runs,
        () => this.check(),
      ),
      // The time before an interview begins is not time without an edit.
      room.subscribe(
        ({ stage }) => stage,
        () => this.#history.edited(this.#clock.now()),
      ),
      room.workspace.subscribe(() => this.#history.edited(this.#clock.now())),
    ];
    this.#later();
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  check(): void {
    const { room, isBusy } = this.options;
    this.#history.take(room.state);
    if (this.#isTelling || isBusy?.() || !isOn(room.state, room.role !== undefined)) return;
    void this.#tell();
  }

  askOf(offer: string): string {
    const text = this.options.room.state.offers.find((each) => each.offer === offer)?.text;
    return this.#asks.get(offer) ?? text ?? '';
  }

  async answer(offer: string, answer: 'taken' | 'dismissed'): Promise<void> {
    await this.options.room.append('coach.answered', { offer, answer });
  }

  async decide(advice: string, taken: boolean): Promise<void> {
    const { room } = this.options;
    const found = room.state.advice.find((each) => each.advice === advice);
    if (!found || found.taken !== undefined) return;
    await room.append('coach.decided', { advice, taken });
    if (taken) await room.append('assist.level', { level: found.level, reason: found.reason });
  }

  async #tell(): Promise<void> {
    const { room, quiet: still = quiet } = this.options;
    const isInterviewer = room.role === 'interviewer';
    if (room.role === 'observer' || room.role === 'assistant') return;
    const found = (isInterviewer ? adviceFor : offerFor)(this.#facts(), this.#rules, still);
    if (!found) return;
    this.#isTelling = true;
    try {
      await (isInterviewer ? this.#advise(found) : this.#offer(found));
    } catch {
      // It was not to be said any more: the interview is over, say. It is looked at again later.
    } finally {
      this.#isTelling = false;
    }
  }

  async #offer({ id, rule, text, ask = text }: Finding): Promise<void> {
    this.#asks.set(id, ask);
    await this.options.room.append('coach.offered', { offer: id, rule, text: text.slice(0, 2000) });
  }

  async #advise({ id, rule, text, level }: Finding): Promise<void> {
    if (!level) return;
    await this.options.room.append('coach.advised', { advice: id, rule, level, reason: text });
  }

  #facts(): CoachFacts {
    const { room } = this.options;
    const { state, workspace } = room;
    const happened = this.#history.in(state.language ?? '');
    return { ...happened, state, now: this.#clock.now(), share: () => shareOf(workspace, state) };
  }

  #later(): void {
    const off = this.#clock.after(EVERY, () => {
      this.#stops = this.#stops.filter((each) => each !== off);
      this.check();
      this.#later();
    });
    this.#stops.push(off);
  }
}
