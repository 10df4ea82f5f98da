import type { ChatEvent, ChatFailure, Usage } from './events.js';
import type { Kept } from './kept.js';

/** A tool that a model called. */
export interface ToolCall {
  readonly call: string;
  readonly name: string;
  /** Its arguments; absent while they still come. */
  readonly input?: unknown;
  /** The text of the arguments as far as it has come. */
  readonly inputText?: string;
  readonly output?: unknown;
  readonly error?: string;
  /** Absent while it is under way. */
  readonly durationMs?: number;
}

/** A piece of an answer: what was said, thought, or called, in order. */
export type MessagePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'call'; readonly call: string };

/** One message of a talk with a model. */
export interface ChatMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant' | 'system';
  /** All that was said in it, in Markdown. */
  readonly text: string;
  /** The answer in order, where it has more than its text. */
  readonly parts?: readonly MessagePart[];
  readonly reasoning?: string;
  readonly calls?: readonly ToolCall[];
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
  readonly before?: Pick<ChatMessage, 'text' | 'parts' | 'reasoning' | 'calls'>;
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
