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

/** What an answer says, as far as it has come. */
export interface Said {
  /** All that was said in it, in Markdown. */
  readonly text: string;
  /** The answer in order, where it has more than its text. */
  readonly parts?: readonly MessagePart[];
  readonly reasoning?: string;
  readonly calls?: readonly ToolCall[];
}
