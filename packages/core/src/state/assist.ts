import type { BodyOf } from '../protocol/kinds.js';
import type { AssistLevel } from '../protocol/assist-kinds.js';
import { concern } from './concern.js';

/** A tool that the assistant called, and what came of it. */
export interface AssistCall {
  readonly call: string;
  readonly name: string;
  readonly input: unknown;
  readonly output?: string;
  readonly error?: string;
  /** Absent while it is under way. */
  readonly durationMs?: number;
}

/** One step of an answer. Steps follow one another as tools are called. */
export interface AssistStep extends Omit<BodyOf<'assist.answered'>, 'turn' | 'step' | 'calls'> {
  /** Who answered: `assistant`, or the interviewer who did in its place. */
  readonly by: string;
  readonly at: number;
  readonly calls: readonly AssistCall[];
}

/** A question to the assistant, with its answer. */
export interface AssistTurn {
  readonly turn: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  readonly context?: BodyOf<'assist.asked'>['context'];
  readonly offer?: string;
  readonly steps: readonly AssistStep[];
  /** What each person thought of the answer. */
  readonly rated?: Readonly<Record<string, 'up' | 'down'>>;
}

/** How the assistant stands, and the talk with it about the question that is open. */
export interface Assist {
  readonly level: AssistLevel;
  readonly session: 'active' | 'paused' | 'ended';
  readonly model?: string;
  /** Whether it may write without asking. */
  readonly direct: boolean;
  readonly turns: readonly AssistTurn[];
  /** The question that the talk is about, by its hash. */
  readonly about?: string;
}

/** A change to a file that someone may accept. */
export interface Proposal extends BodyOf<'edit.proposed'> {
  readonly by: string;
  readonly at: number;
  readonly resolved?: Omit<BodyOf<'edit.resolved'>, 'proposal'> & {
    readonly by: string;
    readonly at: number;
  };
}

/** Help that was offered unasked. */
export interface Offer extends BodyOf<'coach.offered'> {
  readonly at: number;
  readonly answer?: 'taken' | 'dismissed';
}

/** What interviewers were advised. */
export interface Advice extends BodyOf<'coach.advised'> {
  readonly at: number;
  readonly taken?: boolean;
}

/** An instruction that only interviewers and the backend know. */
export interface Whisper {
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

const noAssist: Assist = { level: 'off', session: 'active', direct: false, turns: [] };

const changeTurn = (state: Assist, turn: string, change: (turn: AssistTurn) => AssistTurn): Assist =>
  state.turns.some((each) => each.turn === turn)
    ? { ...state, turns: state.turns.map((each) => (each.turn === turn ? change(each) : each)) }
    : state;

const addStep = (state: Assist, turn: string, step: AssistStep): Assist =>
  changeTurn(state, turn, (each) => ({ ...each, steps: [...each.steps, step] }));

function act(turn: AssistTurn, { call, output, error, durationMs }: BodyOf<'assist.acted'>): AssistTurn {
  const came = { durationMs, ...(output !== undefined && { output }), ...(error !== undefined && { error }) };
  const acted = (each: AssistCall) =>
    each.call === call && each.durationMs === undefined ? { ...each, ...came } : each;
  return { ...turn, steps: turn.steps.map((step) => ({ ...step, calls: step.calls.map(acted) })) };
}

function rate(turn: AssistTurn, by: string, value: 'up' | 'down' | null): AssistTurn {
  const { [by]: _, ...others } = turn.rated ?? {};
  return { ...turn, rated: value ? { ...others, [by]: value } : others };
}

/** The talk with the assistant is about one question: with another it begins anew, and nothing of the first is told again. */
export const assist = concern({
  concern: 'assist',
  kinds: [
    'room.opened',
    'assist.level',
    'assist.session',
    'assist.model',
    'assist.writes',
    'assist.asked',
    'assist.answered',
    'assist.acted',
    'assist.replied',
    'assist.rated',
  ],
  initial: noAssist,
  reduce: (state, { kind, by, at, body }): Assist => {
    switch (kind) {
      case 'room.opened':
        return body.question.hash === state.about
          ? state
          : { ...state, about: body.question.hash, turns: [] };
      case 'assist.level':
        return { ...state, level: body.level };
      case 'assist.session':
        return { ...state, session: body.state };
      case 'assist.model':
        return { ...state, model: body.model };
      case 'assist.writes':
        return { ...state, direct: body.direct };
      case 'assist.asked':
        return { ...state, turns: [...state.turns, { ...body, by, at, steps: [] }] };
      case 'assist.answered': {
        const { turn, step: _, ...rest } = body;
        return addStep(state, turn, { ...rest, by, at });
      }
      case 'assist.replied':
        return addStep(state, body.turn, { by, at, text: body.text, calls: [], finish: 'stop' });
      case 'assist.acted':
        return changeTurn(state, body.turn, (turn) => act(turn, body));
      case 'assist.rated':
        return changeTurn(state, body.turn, (turn) => rate(turn, by, body.value));
    }
  },
});

export const proposals = concern({
  concern: 'proposals',
  kinds: ['room.opened', 'edit.proposed', 'edit.resolved'],
  initial: [] as readonly Proposal[],
  reduce: (state, { kind, by, at, body }) => {
    if (kind === 'room.opened') return state.length > 0 ? [] : state;
    if (kind === 'edit.proposed') {
      const known = state.some(({ proposal }) => proposal === body.proposal);
      return known ? state : [...state, { ...body, by, at }];
    }
    const { proposal, ...how } = body;
    return state.map((each) =>
      each.proposal === proposal && !each.resolved ? { ...each, resolved: { ...how, by, at } } : each,
    );
  },
});

/** Two tabs of one person may come to the same offer: it counts once. */
export const offers = concern({
  concern: 'offers',
  kinds: ['coach.offered', 'coach.answered'],
  ofQuestion: true,
  initial: [] as readonly Offer[],
  reduce: (state, { kind, at, body }) => {
    if (kind === 'coach.offered') {
      const known = state.some((each) => each.offer === body.offer);
      return known ? state : [...state, { ...body, at }];
    }
    return state.map((each) => (each.offer === body.offer ? { ...each, answer: body.answer } : each));
  },
});

/**
 * What the coach advised interviewers. Two of their pages may come to the same advice: it counts once. Who turns the dial by
 * hand has decided on what waits.
 */
export const advice = concern({
  concern: 'advice',
  kinds: ['coach.advised', 'coach.decided', 'assist.level'],
  ofQuestion: true,
  initial: [] as readonly Advice[],
  reduce: (state, { kind, at, body }) => {
    if (kind === 'coach.advised') {
      const known = state.some((each) => each.advice === body.advice);
      return known ? state : [...state, { ...body, at }];
    }
    if (kind === 'assist.level')
      return state.map((each) => ({ ...each, taken: each.taken ?? each.level === body.level }));
    return state.map((each) => (each.advice === body.advice ? { ...each, taken: body.taken } : each));
  },
});

/** Of one question, as the talk is: what was said in private about it would give something of it away in the next one. */
export const whispers = concern({
  concern: 'whispers',
  kinds: ['assist.whispered'],
  ofQuestion: true,
  initial: [] as readonly Whisper[],
  reduce: (state, { by, at, body }) => [...state, { by, at, text: body.text }],
});
