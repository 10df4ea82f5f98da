import type { ChatMessage, MessagePart } from '@interview-room/assistant/streams';
import { CallPart } from './call-part.js';
import type { Desk } from './desk.js';
import { ReasoningPart } from './reasoning-part.js';
import { TextPart } from './text-part.js';

type PartView = TextPart | ReasoningPart | CallPart;

/** What an answer is made of, in its order. Parts only come at the end, so those that are there stay. */
export class Parts {
  readonly root = document.createElement('div');
  private views: PartView[] = [];

  constructor(private readonly markdown: Desk['markdown']) {
    this.root.className = 'parts';
  }

  /** @param grown the message is known to have only grown since it was drawn */
  draw(message: ChatMessage, live: boolean, grown: boolean, desk: Pick<Desk, 'words' | 'known'>): void {
    const parts = partsOf(message);
    parts.forEach((part, at) => {
      const view = this.viewOf(part, at);
      if (part.type === 'text' && view.type === 'text')
        view.draw(part.text, live && at === parts.length - 1, grown);
      if (part.type === 'reasoning' && view.type === 'reasoning')
        view.draw(part.text, live && at === parts.length - 1, desk);
      if (part.type === 'call' && view.type === 'call') {
        const call = message.calls?.find(({ call }) => call === part.call);
        if (call) view.draw(call, live, desk);
      }
    });
    this.cut(parts.length);
  }

  dispose(): void {
    this.cut(0);
  }

  private viewOf(part: MessagePart, at: number): PartView {
    const view = this.views[at];
    if (view && view.type === part.type && (view.type !== 'call' || view.call === callOf(part))) return view;
    this.cut(at);
    const made = this.make(part);
    this.views.push(made);
    this.root.append(made.root);
    return made;
  }

  private make(part: MessagePart): PartView {
    if (part.type === 'text') return new TextPart(this.markdown);
    return part.type === 'call' ? new CallPart(part.call) : new ReasoningPart();
  }

  private cut(length: number): void {
    for (const view of this.views.splice(length)) {
      if (view.type === 'text') view.dispose();
      view.root.remove();
    }
  }
}

const callOf = (part: MessagePart): string | undefined => (part.type === 'call' ? part.call : undefined);

/** The parts of a message. Where their order was not kept: thoughts, calls, text. */
export function partsOf({ parts, reasoning, calls = [], text }: ChatMessage): readonly MessagePart[] {
  if (parts && parts.length > 0) return parts;
  return [
    ...(reasoning ? [{ type: 'reasoning', text: reasoning } as const] : []),
    ...calls.map(({ call }) => ({ type: 'call', call }) as const),
    ...(text ? [{ type: 'text', text } as const] : []),
  ];
}
