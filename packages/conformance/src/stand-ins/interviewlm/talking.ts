import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Interview, World } from './state.js';

/** How the chat behaves. All can be switched while it runs. */
export interface ChatManner {
  /** Which of the two ways there are; one that is not answers 404. */
  agent: boolean;
  chat: boolean;
  /** In which of their two dialects its tools are called. */
  tools: 'short' | 'snake';
  /** A stream breaks after so many frames, so many times; the answer goes on behind it. */
  cut: { after: number; times: number };
  /** So many requests are answered with a 429 that names so many seconds. */
  limit: { times: number; seconds: number };
  /** Whether what has come of an answer is kept, and how often, in milliseconds; and whether the talk is. */
  checkpoint: boolean;
  saveMs: number;
  history: boolean;
  /** A question of the model's: the stream waits for its answer, or ends. */
  clarify: 'waits' | 'ends';
  /** Between two frames, in milliseconds. */
  paceMs: number;
}
const usual = (): ChatManner => ({
  agent: true,
  chat: true,
  tools: 'short',
  cut: { after: 0, times: 0 },
  limit: { times: 0, seconds: 1 },
  checkpoint: true,
  saveMs: 5_000,
  history: true,
  clarify: 'waits',
  paceMs: 5,
});

/** A message of the talk, as it is kept. */
export interface Message {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly timestamp: string;
  readonly questionId: string;
}
/** A question of the model's. */
export interface Wanted {
  readonly questionId: string;
  readonly question: string;
  readonly options: readonly string[];
}

/** The talk of one interview. */
export class Talk {
  messages: Message[] = [];
  checkpoint: { messageId: string; partialResponse: string; timestamp: string } | undefined;
  /** Questions of the model's that wait, by their id. */
  readonly wanted = new Map<string, { wanted: Wanted; tell: (answer: string) => void }>();
  /** What was answered to one whose stream had ended. */
  told: string | undefined;

  add({ question }: Interview, role: Message['role'], content: string): void {
    const timestamp = new Date().toISOString();
    this.messages.push({ id: randomUUID(), role, content, timestamp, questionId: question?.id ?? '' });
  }
  forget(): void {
    this.messages = [];
    this.checkpoint = undefined;
  }
}

const manners = new WeakMap<World, ChatManner>();
const talks = new WeakMap<Interview, Talk>();

/** How the chat of a stand-in behaves. */
export function chatManner(world: World): ChatManner {
  const manner = manners.get(world) ?? usual();
  manners.set(world, manner);
  return manner;
}
export function talkOf(interview: Interview): Talk {
  const talk = talks.get(interview) ?? new Talk();
  talks.set(interview, talk);
  return talk;
}

/** Waits without holding the process. */
export const rest = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });
