import { agUi } from './dialects/ag-ui.js';
import { aiSdk } from './dialects/ai-sdk.js';
import { anthropic } from './dialects/anthropic.js';
import { interviewLm } from './dialects/interviewlm.js';
import { langGraph } from './dialects/langgraph.js';
import { openAiChat } from './dialects/openai-chat.js';
import { openAiResponses } from './dialects/openai-responses.js';
import { text } from './dialects/text.js';
import type { Dialect } from './events.js';
import type { ChatRequest } from './message.js';
import type { DialectRow } from './parser.js';

/** All dialects, in the order in which a stream is held against them. */
export const rows: readonly DialectRow[] = [
  aiSdk,
  anthropic,
  openAiResponses,
  openAiChat,
  agUi,
  interviewLm,
  langGraph,
  text,
];

/** The names of all dialects. */
export const dialects: readonly Dialect[] = rows.map(({ dialect }) => dialect);

/** What is particular to a dialect. */
export function rowOf(dialect: Dialect): DialectRow {
  const row = rows.find((row) => row.dialect === dialect);
  if (!row) throw new TypeError(`There is no dialect "${dialect}": it is one of ${dialects.join(', ')}.`);
  return row;
}

/** What is POSTed to a server of a dialect. `endpoint` matters where a dialect has variants. */
export function requestBody(dialect: Dialect, request: ChatRequest, endpoint?: string): unknown {
  return rowOf(dialect).body(request, endpoint);
}
