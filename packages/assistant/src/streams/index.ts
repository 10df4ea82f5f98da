export type { ChatErrorCode, ChatEvent, ChatFailure, Dialect, FinishReason, Usage } from './events.js';
export type {
  ChatMessage,
  ChatRequest,
  ChatTransport,
  MessagePart,
  ToolCall,
  ToolDefinition,
} from './message.js';
export { AnswerReader } from './answer.js';
export { dialects, requestBody } from './dialects.js';
export { encodeUiStream, uiStreamHeaders } from './encode.js';
export { failure, failureOf, failureOfReply, isErrorCode, retryAfter, type Failing } from './failure.js';
export { httpTransport, type HttpTransportOptions } from './http.js';
export { keepable, keptIn, type Kept } from './kept.js';
export { parseStream, type Body } from './parse-stream.js';
export { collect, newAnswer, readMessage, reduceMessage } from './reduce.js';
export type { Retries } from './retries.js';
export { readUiRequest, type UiOutput, type UiRequest } from './ui-request.js';
