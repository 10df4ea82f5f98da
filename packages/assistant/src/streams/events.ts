import type { Said } from './said.js';

/** A wire that answers of models come over. */
export type Dialect =
  | 'ai-sdk'
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic'
  | 'ag-ui'
  | 'langgraph'
  | 'interviewlm'
  | 'text';

/** What went wrong with an answer, in words that code can tell apart. */
export type ChatErrorCode =
  | 'network'
  | 'unauthorized'
  | 'forbidden'
  | 'rate-limited'
  | 'overloaded'
  | 'not-found'
  | 'bad-request'
  | 'too-long'
  | 'html'
  | 'not-configured'
  | 'budget'
  | 'off'
  | 'cut'
  | 'model'
  | 'unknown';

/** Why an answer is over. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'stopped' | 'other';

/** How many tokens an answer took, so far. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** An answer that failed, and whether asking again may help. */
export interface ChatFailure {
  readonly code: ChatErrorCode;
  /** For people: what happened, and what to do next. */
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** The name of the `data` by which what came since the last `step` is taken back: it is about to be said anew. */
export const RESET_STEP = 'reset-step';

/** What happens while a model answers, whatever wire it comes over. Ends with `finish`, or with `error`. */
export type ChatEvent =
  /** The answer begins, or goes on with what it says already. */
  | {
      readonly type: 'start';
      readonly id?: string;
      readonly model?: string;
      readonly dialect?: Dialect;
      readonly before?: Said;
    }
  /** A piece of the answer, in Markdown. */
  | { readonly type: 'text'; readonly text: string }
  /** A piece of what the model thought. */
  | { readonly type: 'reasoning'; readonly text: string }
  /** The model begins to call a tool. */
  | { readonly type: 'tool-start'; readonly call: string; readonly name: string }
  /** A piece of the call's arguments, which are JSON. */
  | { readonly type: 'tool-delta'; readonly call: string; readonly text: string }
  /** The call is whole. What is no JSON stays a string. */
  | { readonly type: 'tool-ready'; readonly call: string; readonly name: string; readonly input: unknown }
  /** What came of a call. */
  | {
      readonly type: 'tool-result';
      readonly call: string;
      readonly output?: unknown;
      readonly error?: string;
      readonly durationMs?: number;
    }
  /** The model goes on after the results of its calls. */
  | { readonly type: 'step' }
  /** The tokens of this answer so far, all steps together. */
  | ({ readonly type: 'usage' } & Usage)
  /** What has no place here: sources, state, something of the backend's own, something new. */
  | { readonly type: 'data'; readonly name: string; readonly data: unknown }
  | { readonly type: 'finish'; readonly reason: FinishReason }
  | ({ readonly type: 'error' } & ChatFailure);
