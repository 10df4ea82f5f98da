import type { ToolCall } from '@interview-room/assistant/streams';
import type { Localize } from '@interview-room/ui';
import type { Rating } from '../events.js';
import type { Words } from '../strings.js';
import type { MarkdownStream } from '../markdown/index.js';
import type { Entry } from '../talk/entry.js';

/** What can be done with a message. */
export interface MessageActs {
  copy(entry: Entry): Promise<boolean>;
  edit(entry: Entry): void;
  retry(): void;
  rate(entry: Entry, value: Rating): void;
}

/** What messages are drawn with. All that changes how one looks is compared by identity. */
export interface Desk {
  readonly words: Localize<Words>;
  /** The words themselves: others once a language has come. */
  readonly known: object;
  readonly acts: MessageActs;
  /** The newest message. */
  readonly last: Entry | undefined;
  /** Nothing can be asked. */
  readonly mute: boolean;
  /** An answer is under way, so that no other can be asked for. */
  readonly busy: boolean;
  /** How Markdown is drawn. */
  readonly markdown: (target: HTMLElement) => MarkdownStream;
  /** How an answer is rated; undefined where none can be. */
  readonly rating: (entry: Entry) => Rating | undefined;
}

/** How far a call of a tool is. */
export type CallState = 'running' | 'done' | 'failed' | 'unfinished';

/** How far a call is, given that its answer is still under way or not. */
export function stateOf(call: ToolCall, live: boolean): CallState {
  if (call.error !== undefined) return 'failed';
  if (call.output !== undefined || call.durationMs !== undefined) return 'done';
  return live ? 'running' : 'unfinished';
}
