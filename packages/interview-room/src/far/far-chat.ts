import { messagesOf } from '@interview-room/assistant';
import type { ChatEvent, ChatMessage, ChatTransport } from '@interview-room/assistant/streams';
import {
  ASSISTANT,
  assistLevels,
  type AssistLevel,
  type AssistTurn,
  type ChatOffer,
  type Room,
} from '@interview-room/core';
import type { AiChat } from '@interview-room/ai-chat';
import type { SharedHost } from '../view/shared-parts.js';
import { dress } from '../view/dress.js';

/** The talk with a model of the backend's own. */
export class FarChat {
  /** Colours code as the editor does. */
  readonly highlight: AiChat['highlight'] = async (code, language) => {
    const { highlightCode, syntaxStyles } = await import('@interview-room/code-editor');
    const chat = this.host.shadowRoot?.querySelector<HTMLElement>('ai-chat');
    if (chat) dress(chat, syntaxStyles);
    return highlightCode(code, language);
  };
  /** Asks, with what is open in the editor. */
  readonly transport: ChatTransport = (request, options) => {
    const extra = { ...request.extra, level: this.level, codeContext: this.openFile() };
    return this.offer.ask({ ...request, extra }, options) as AsyncIterable<ChatEvent>;
  };
  private given?: { turns: readonly AssistTurn[]; messages: ChatMessage[] };

  constructor(
    private readonly room: Room,
    private readonly host: SharedHost,
    private readonly offer: ChatOffer,
  ) {}

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
      const messages = messagesOf(turns, { nameOf: () => undefined, isAssistant: (by) => by === ASSISTANT });
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

  private openFile(): { fileName: string; content: string; language: string } | undefined {
    const { work, editor } = this.host;
    if (!work || !editor?.view) return undefined;
    return { fileName: work.path, content: editor.view.state.doc.toString(), language: work.language };
  }
}
