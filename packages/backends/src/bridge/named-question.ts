import { parseQuestion, type Question } from '@interview-room/core/question';
import { callJson } from '../wire/index.js';
import type { Bridge } from './far.js';

/** The question at an address, for a backend that has none of its own. What is wrong with it is told to the person. */
export async function namedQuestion(
  bridge: Bridge,
  address: string,
  signal: AbortSignal,
): Promise<Question | undefined> {
  const { fetch } = bridge.options;
  try {
    const { question, problems } = parseQuestion(
      await callJson({ base: '', ...(fetch && { fetch }) }, address, { signal }),
    );
    if (question) return question;
    const [first] = problems;
    bridge.notice(
      'warning',
      'question',
      `The question cannot be read: ${first?.path ?? ''} ${first?.message ?? ''}`,
    );
  } catch (error) {
    signal.throwIfAborted();
    bridge.notice(
      'warning',
      'question',
      `The question was not found. ${error instanceof Error ? error.message : ''}`,
    );
  }
  return undefined;
}
