import type { ChatFailure, ChatMessage, ToolCall } from '@interview-room/assistant/streams';

const fact = { bubbles: true, composed: true };
const request = { ...fact, cancelable: true };

/** What a person thinks of an answer; null takes it back. */
export type Rating = 'up' | 'down' | null;

/** Asks to send what was written. Cancel it to keep it from the model; it then stays in the box. */
export class SendRequestEvent extends Event {
  constructor(
    /** What was written. */
    readonly text: string,
  ) {
    super('send-request', request);
  }
}

/** Asks for an empty transcript. Cancel it to keep what is there. */
export class ClearRequestEvent extends Event {
  constructor() {
    super('clear-request', request);
  }
}

/** Asks that code of an answer be put in at the cursor. Cancel it once done; otherwise the code is copied instead. */
export class InsertRequestEvent extends Event {
  constructor(
    /** The code. */
    readonly text: string,
    /** The language that the answer names, or nothing. */
    readonly language: string,
  ) {
    super('insert-request', request);
  }
}

/** Asks that code of an answer be shown as a proposed edit. Cancel it once done; otherwise the code is copied instead. */
export class ProposeRequestEvent extends Event {
  constructor(
    /** The code. */
    readonly text: string,
    /** The language that the answer names, or nothing. */
    readonly language: string,
  ) {
    super('propose-request', request);
  }
}

/** The model is being asked. */
export class TurnStartedEvent extends Event {
  constructor(
    /** The question's id. */
    readonly id: string,
    /** The question. */
    readonly text: string,
  ) {
    super('turn-started', fact);
  }
}

/** An answer is over: whole, stopped or failed, as its `status` says. */
export class TurnFinishedEvent extends Event {
  constructor(
    /** The answer. */
    readonly message: ChatMessage,
  ) {
    super('turn-finished', fact);
  }
}

/** The model has called a tool. */
export class ToolCallEvent extends Event {
  constructor(
    /** The call, with its input. */
    readonly call: ToolCall,
  ) {
    super('tool-call', fact);
  }
}

/** An answer has failed. */
export class ChatErrorEvent extends Event {
  constructor(
    /** Why, and whether asking again may help. */
    readonly failure: ChatFailure,
  ) {
    super('chat-error', fact);
  }
}

/** A person has rated an answer. */
export class FeedbackEvent extends Event {
  constructor(
    /** The answer's id. */
    readonly id: string,
    /** What they think of it. */
    readonly value: Rating,
  ) {
    super('feedback', fact);
  }
}

declare global {
  interface HTMLElementEventMap {
    'send-request': SendRequestEvent;
    'clear-request': ClearRequestEvent;
    'insert-request': InsertRequestEvent;
    'propose-request': ProposeRequestEvent;
    'turn-started': TurnStartedEvent;
    'turn-finished': TurnFinishedEvent;
    'tool-call': ToolCallEvent;
    'chat-error': ChatErrorEvent;
    'feedback': FeedbackEvent;
  }
}
