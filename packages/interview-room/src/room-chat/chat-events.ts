import { RoomRequest } from '../together/request.js';

/** Request: say this to everyone in the room. */
export class SendMessageRequestEvent extends RoomRequest {
  /** @param text what is said
   * @param replaces the id of a message that was not sent, which this one takes the place of */
  constructor(
    readonly text: string,
    readonly replaces?: string,
  ) {
    super('send-message-request');
  }
}

/** Fact: the person began to write a message, or stopped. */
export class TypingChangeEvent extends Event {
  constructor(readonly typing: boolean) {
    super('typing-change', { bubbles: true, composed: true });
  }
}

/** Fact: how many messages by others are unread has changed. */
export class UnreadChangeEvent extends Event {
  /** @param unread how many
   * @param lastRead the id of the last message that was read; empty if none was */
  constructor(
    readonly unread: number,
    readonly lastRead: string,
  ) {
    super('unread-change', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'send-message-request': SendMessageRequestEvent;
    'typing-change': TypingChangeEvent;
    'unread-change': UnreadChangeEvent;
  }
}
