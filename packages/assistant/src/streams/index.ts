export type { ChatErrorCode, ChatEvent, ChatFailure, Dialect, FinishReason, Usage } from './events.js';
export type {
  ChatMessage,
  ChatRequest,
  ChatTransport,
  MessagePart,
  ToolCall,
  ToolDefinition,
} from './message.js';
