import type { ChatFailure } from '@interview-room/assistant/streams';

/** What a transport threw, as a failed answer: what says itself what it is, is believed. */
export function failureOf(thrown: unknown): ChatFailure {
  if (isFailure(thrown)) {
    const { code, message, retryable, retryAfterMs } = thrown;
    return { code, message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const message = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : '';
  return { code: 'unknown', message, retryable: true };
}

function isFailure(value: unknown): value is ChatFailure {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, retryable } = value as Record<string, unknown>;
  return typeof code === 'string' && typeof message === 'string' && typeof retryable === 'boolean';
}
