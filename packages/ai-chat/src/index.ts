export { AiChat } from './ai-chat.js';
export {
  ChatErrorEvent,
  ClearRequestEvent,
  FeedbackEvent,
  InsertRequestEvent,
  ProposeRequestEvent,
  SendRequestEvent,
  ToolCallEvent,
  TurnFinishedEvent,
  TurnStartedEvent,
  type Rating,
} from './events.js';
export type { Given } from './own-transport.js';
export type { CodeAction } from './view/code-bar.js';
export type { HighlightedText } from './markdown/index.js';
export type * from '@interview-room/assistant/streams';
