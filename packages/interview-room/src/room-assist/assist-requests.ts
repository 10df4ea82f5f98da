import type { AssistLevel } from '@interview-room/core';
import { RoomRequest } from '../together/request.js';

/** Request: let the assistant do so much from now on. */
export class AssistLevelRequestEvent extends RoomRequest {
  constructor(readonly level: AssistLevel) {
    super('assist-level-request');
  }
}

/** Request: pause the assistant's help, go on with it, or end it. */
export class AssistSessionRequestEvent extends RoomRequest {
  constructor(readonly state: 'active' | 'paused' | 'ended') {
    super('assist-session-request');
  }
}

/** Request: have another model answer. */
export class AssistModelRequestEvent extends RoomRequest {
  constructor(readonly model: string) {
    super('assist-model-request');
  }
}

/** Request: let the assistant write without asking, or no longer. */
export class AssistWritesRequestEvent extends RoomRequest {
  constructor(readonly direct: boolean) {
    super('assist-writes-request');
  }
}

/** Request: tell the assistant something that candidates do not see. */
export class WhisperRequestEvent extends RoomRequest {
  constructor(readonly text: string) {
    super('whisper-request');
  }
}

/** Request: answer a question in the assistant's place. */
export class AssistReplyRequestEvent extends RoomRequest {
  constructor(
    readonly turn: string,
    readonly text: string,
  ) {
    super('assist-reply-request');
  }
}

/** Request: follow an advice of the coach, or leave it. */
export class AdviceRequestEvent extends RoomRequest {
  constructor(
    readonly advice: string,
    readonly taken: boolean,
  ) {
    super('advice-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'assist-level-request': AssistLevelRequestEvent;
    'assist-session-request': AssistSessionRequestEvent;
    'assist-model-request': AssistModelRequestEvent;
    'assist-writes-request': AssistWritesRequestEvent;
    'whisper-request': WhisperRequestEvent;
    'assist-reply-request': AssistReplyRequestEvent;
    'advice-request': AdviceRequestEvent;
  }
}
