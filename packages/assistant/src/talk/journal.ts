import { ASSISTANT, type BodyOf, type Room } from '@interview-room/core';
import { levels, type Budgets } from '../levels/index.js';
import { failure, type ChatFailure, type ChatRequest, type ToolCall } from '../streams/index.js';
import type { ContextItem } from '../context/parts.js';

/** What of a room the assistant works with. */
export type AssistantRoom = Pick<Room, 'state' | 'append' | 'you' | 'role' | 'now'>;

/** What someone asks. */
export interface Asked {
  readonly turn: string;
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** The offer of help that it came of. */
  readonly offer?: string;
}

/** One step of an answer, as it is kept. */
export type Answered = Omit<BodyOf<'assist.answered'>, 'turn' | 'step'>;
/** What came of a call, as it is kept. */
export type Acted = Omit<BodyOf<'assist.acted'>, 'turn'>;

/** Why an answer does not go on: for good, or because a person answers in its place. */
export type Halt =
  { readonly failed: ChatFailure } | { readonly paused: true } | { readonly takenOver: true };

/** Where a talk with the assistant is kept, and how the next step of an answer is asked for. */
export interface Journal {
  /** Whether a backend keeps it: that one also says when help is paused, once it has kept what was asked and done. */
  readonly isRelayed: boolean;
  /** Keeps what someone asks, or throws. */
  asked(asked: Asked): Promise<void>;
  /** What the model is asked for the next step. `results` are those of the calls of the step before. */
  request(asked: Asked, results: readonly ToolCall[]): ChatRequest;
  answered(turn: string, step: Answered): Promise<void>;
  acted(turn: string, acted: Acted): Promise<void>;
}

/** What a step may cost at most, by the level as it is now. */
export const budgetsNow = ({ state }: AssistantRoom): Budgets => levels[state.assist.level].budgets;

/** Whether the next step of an answer is not to be made. */
export function haltOf(room: AssistantRoom, turn: string): Halt | undefined {
  const { assist } = room.state;
  if (assist.level === 'off') return { failed: failure('off') };
  if (assist.session === 'ended')
    return { failed: { ...failure('off'), message: 'The help of the assistant is over.' } };
  if (assist.session === 'paused') return { paused: true };
  const steps = assist.turns.find((each) => each.turn === turn)?.steps ?? [];
  return steps.some(({ by }) => !isAssistant(room, by)) ? { takenOver: true } : undefined;
}

/** In a room with roles the assistant is a participant of its own; without, its words are written by whoever is there. */
export const isAssistant = ({ role }: Pick<AssistantRoom, 'role'>, by: string): boolean =>
  role === undefined || by === ASSISTANT;

/** Whether one more question may be asked. */
export function turnsLeft(room: AssistantRoom): ChatFailure | undefined {
  const { turns } = budgetsNow(room);
  return room.state.assist.turns.length < turns
    ? undefined
    : { ...failure('budget'), message: `This level allows ${turns} questions, and they have been asked.` };
}
