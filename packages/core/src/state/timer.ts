import { concern } from './concern.js';

/** The clock of a room, in milliseconds. All times are the backend's. */
export interface Timer {
  /** How long it was set to; 0 if there is none. */
  readonly totalMs: number;
  /** What was added since. */
  readonly addedMs: number;
  /** What the candidate is given beyond others, in percent of `totalMs`. */
  readonly extraTime: number;
  /** How much had passed at `since`. */
  readonly elapsedMs: number;
  /** When it was last started; absent while it stands still. */
  readonly since?: number;
}

const unset: Timer = { totalMs: 0, addedMs: 0, extraTime: 0, elapsedMs: 0 };

/** It starts with the interview and stops with it; an interviewer may stop, start and extend it between. */
export const timer = concern({
  concern: 'timer',
  kinds: [
    'timer.set',
    'timer.started',
    'timer.paused',
    'timer.extended',
    'stage.changed',
    'participant.joined',
  ],
  initial: unset,
  reduce: (state, entry) => {
    switch (entry.kind) {
      case 'timer.set':
        return { ...state, totalMs: entry.body.totalMs };
      case 'timer.extended':
        return { ...state, addedMs: state.addedMs + entry.body.byMs };
      case 'timer.started':
        return started(state, entry.at);
      case 'timer.paused':
        return paused(state, entry.at);
      case 'stage.changed':
        return entry.body.stage === 'started' ? started(state, entry.at) : paused(state, entry.at);
      case 'participant.joined':
        return entry.body.role === 'candidate' ? { ...state, extraTime: entry.body.extraTime ?? 0 } : state;
    }
  },
});

const started = (timer: Timer, at: number): Timer =>
  timer.since === undefined && timer.totalMs > 0 ? { ...timer, since: at } : timer;

function paused(timer: Timer, at: number): Timer {
  if (timer.since === undefined) return timer;
  const { since, ...rest } = timer;
  return { ...rest, elapsedMs: timer.elapsedMs + Math.max(0, at - since) };
}

/** All the time that there is, with what was added and what the candidate is given. */
export const totalOf = ({ totalMs, addedMs, extraTime }: Timer): number =>
  Math.max(0, totalMs * (1 + extraTime / 100) + addedMs);

/** What is left at `now`, by the backend's clock; below 0 once it is over. */
export const remainingOf = (timer: Timer, now: number): number =>
  totalOf(timer) - timer.elapsedMs - (timer.since === undefined ? 0 : Math.max(0, now - timer.since));
