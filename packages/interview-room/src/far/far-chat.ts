import { answerId, messagesOf } from '@interview-room/assistant';
import type { ChatEvent, ChatMessage, ChatTransport } from '@interview-room/assistant/streams';
import {
  ASSISTANT,
  assistLevels,
  type AssistLevel,
  type AssistTurn,
  type ChatChoices,
  type ChatOffer,
  type Room,
} from '@interview-room/core';
import type { AiChat } from '@interview-room/ai-chat';
import type { SharedHost } from '../view/shared-parts.js';
import { coloursOf } from '../view/coloured-chat.js';

/** The talk with a model of the backend's own. */
export class FarChat {
  /** Colours code as the editor does. */
  readonly highlight = coloursOf(() => this.chat);
  /** Asks, with what is open in the editor. */
  readonly transport: ChatTransport = (request, options) => {
    const extra = { ...request.extra, level: this.level, codeContext: this.openFile() };
    return this.offer.ask({ ...request, extra }, options) as AsyncIterable<ChatEvent>;
  };
  private given?: { turns: readonly AssistTurn[]; messages: ChatMessage[] };
  private readonly stop = new AbortController();

  constructor(
    private readonly room: Room,
    private readonly host: SharedHost,
    private readonly offer: ChatOffer,
  ) {
    this.resumeIfCut().catch(() => undefined);
  }

  /** It is to be read alone. */
  get readonly(): boolean {
    const { stage } = this.room.state;
    const over = stage.now === 'submitted' || stage.now === 'ended';
    return over || this.room.role === 'observer' || this.offer.readonly === true;
  }

  /** What the model wants to know, with what may be answered. */
  get choices(): ChatChoices | undefined {
    return this.readonly ? undefined : this.offer.choices;
  }
  /** Answers it. */
  answer(option: string): void {
    this.chat?.send(option);
    this.chat?.focus();
  }

  close(): void {
    this.stop.abort();
  }

  /** How much help may be asked for; nothing where there is but one. */
  get levels(): readonly AssistLevel[] {
    return assistLevels.filter((level) => this.offer.levels?.includes(level));
  }
  get level(): AssistLevel {
    const { level } = this.room.state.assist;
    return this.levels.includes(level) ? level : (this.levels[0] ?? level);
  }
  choose(level: string): void {
    const known = this.levels.find((each) => each === level);
    if (known) void this.room.append('assist.level', { level: known }).catch(() => undefined);
  }

  /** The talk, for a chat to show: the same messages for the same turns. */
  get messages(): readonly ChatMessage[] {
    const { turns } = this.room.state.assist;
    if (this.given?.turns !== turns) {
      const shown = turns.map((turn) => ({ ...turn, steps: lastAttempt(turn) }));
      const messages = messagesOf(shown, { nameOf: () => undefined, isAssistant: (by) => by === ASSISTANT });
      this.given = { turns, messages };
    }
    return this.given.messages;
  }

  async clear(): Promise<void> {
    await this.offer.reset?.();
  }
  get mayClear(): boolean {
    return this.offer.reset !== undefined;
  }

  /** Puts code of an answer in at the cursor, as the assistant's. */
  insert(event: Event & { readonly text: string }): void {
    const { editor } = this.host;
    if (!editor?.view || editor.readonly) return;
    event.preventDefault();
    const { view } = editor;
    view.dispatch(view.state.replaceSelection(event.text), {
      userEvent: 'input.proposal',
      scrollIntoView: true,
    });
    view.focus();
  }

  private get chat(): AiChat | null {
    return this.host.shadowRoot?.querySelector<AiChat>('ai-chat') ?? null;
  }

  /** Goes on with an answer that a reload has cut off, looked at or not. */
  private async resumeIfCut(): Promise<void> {
    const last = this.room.state.assist.turns.at(-1);
    if (!last || last.by !== this.room.you || !isCut(last)) return;
    const { signal } = this.stop;
    const events = (await this.offer.resume?.(last.turn, { signal })) as AsyncIterable<ChatEvent> | undefined;
    if (!events) return;
    if (this.chat) return this.chat.follow(events, { id: answerId(last.turn) });
    // It comes into the log all the same.
    for await (const _ of events) if (signal.aborted) return;
  }

  private openFile(): { fileName: string; content: string; language: string } | undefined {
    const { work, editor } = this.host;
    if (!work || !editor?.view) return undefined;
    return { fileName: work.path, content: editor.view.state.doc.toString(), language: work.language };
  }
}

/** What was asked again has the steps of each attempt: the last of them counts. */
function lastAttempt({ steps }: AssistTurn): AssistTurn['steps'] {
  const isEnd = ({ calls, finish }: AssistTurn['steps'][number]) =>
    calls.length === 0 && finish !== 'tool-calls';
  return steps.slice(steps.slice(0, -1).findLastIndex(isEnd) + 1);
}

/** Its answer has no end. */
function isCut({ steps }: AssistTurn): boolean {
  const last = steps.at(-1);
  return last === undefined || last.finish === 'tool-calls';
}
