import type { ChatMessage } from '@interview-room/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Messages that come within so long are told together. */
const TOGETHER_MS = 1000;

/** Gathers the messages by others that come while one is here: not those that were there before. */
export class Heard implements ReactiveController {
  private known?: number;
  private fresh: ChatMessage[] = [];
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    host: ReactiveControllerHost,
    private readonly tell: (messages: readonly ChatMessage[]) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.fresh = [];
  }

  take(messages: readonly ChatMessage[], you: string): void {
    const from = this.known ?? messages.length;
    this.known = messages.length;
    this.fresh.push(...messages.slice(from).filter(({ by }) => by !== you));
    if (this.fresh.length > 0) this.timer ??= setTimeout(() => this.flush(), TOGETHER_MS);
  }

  private flush(): void {
    this.timer = undefined;
    this.tell(this.fresh.splice(0));
  }
}
