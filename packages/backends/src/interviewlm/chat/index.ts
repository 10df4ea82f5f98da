import { httpTransport, type ChatRequest } from '@interview-room/assistant/streams';
import type { ChatOffer } from '@interview-room/core';
import type { Session } from '../session.js';

/** The model of the backend. */
export function createChat({ caller }: Session): ChatOffer {
  const ask = httpTransport({
    endpoint: `${caller.base}/chat/agent/stream`,
    dialect: 'interviewlm',
    credentials: 'include',
    ...(caller.fetch && { fetch: caller.fetch }),
  });
  return { ask: (request, options) => ask(request as ChatRequest, options) };
}
