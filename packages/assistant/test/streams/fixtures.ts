import { agUi } from './ag-ui.js';
import { aiSdk } from './ai-sdk.js';
import { anthropic } from './anthropic.js';
import type { Fixture } from './fixture.js';
import { interviewLm } from './interviewlm.js';
import { langGraph } from './langgraph.js';
import { openAiChat } from './openai-chat.js';
import { openAiResponses } from './openai-responses.js';

/** Answers over every wire that has frames, each at least once whole, with calls, and failing. */
export const fixtures: readonly Fixture[] = [
  ...aiSdk,
  ...openAiChat,
  ...openAiResponses,
  ...anthropic,
  ...agUi,
  ...langGraph,
  ...interviewLm,
];
