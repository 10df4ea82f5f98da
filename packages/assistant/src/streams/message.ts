import type { ChatEvent, ChatFailure, Usage } from './events.js';
import type { Kept } from './kept.js';
import type { Said } from './said.js';

/** One message of a talk with a model. */
export interface ChatMessage extends Said {
  readonly id: string;
  readonly role: 'user' | 'assistant' | 'system';
  /** What the provider of its one step wants back with the results of its calls. */
  readonly kept?: readonly Kept[];
  /** Who wrote it, for people: a name. */
  readonly by?: string;
  /** When, in milliseconds since 1970. */
  readonly at?: number;
  readonly model?: string;
  readonly usage?: Usage;
  readonly error?: ChatFailure;
  /** What it was when the step that is under way began: a model may take back what came since. */
  readonly before?: Said;
  /** Absent for one that is done. */
  readonly status?: 'queued' | 'streaming' | 'stopped' | 'failed';
}

/** A tool as a model is told of it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** The JSON Schema of its arguments. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a model is asked. */
export interface ChatRequest {
  /** The conversation. */
  readonly id: string;
  /** All messages of it so far, the newest last. */
  readonly messages: readonly ChatMessage[];
  readonly system?: string;
  readonly tools?: readonly ToolDefinition[];
  readonly model?: string;
  /** The most tokens that the answer may have. */
  readonly maxTokens?: number;
  /** Whether something new is asked, or the last answer wanted anew. */
  readonly trigger?: 'submit' | 'regenerate';
  /** What else is put into the body of the request. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Asks a model: any function that gives events will do. What it throws is shown as a failed answer. */
export type ChatTransport = (
  request: ChatRequest,
  options: { readonly signal: AbortSignal },
) => AsyncIterable<ChatEvent>;
