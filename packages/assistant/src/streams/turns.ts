import { isObject } from './json.js';
import type { ChatMessage } from './message.js';
import type { ToolCall } from './said.js';

/** What a model said in one go: its text and the calls it made, before it saw their results. */
export interface Step {
  readonly text: string;
  readonly calls: readonly ToolCall[];
}

/** The steps of an answer: what is said after a call belongs to the next one. */
export function stepsOf(message: ChatMessage): Step[] {
  // A call that was cut before its arguments were whole was never made.
  const made = (message.calls ?? []).filter((call) => call.input !== undefined || isAnswered(call));
  const calls = new Map(made.map((call) => [call.call, call]));
  if (!message.parts)
    return message.text || calls.size ? [{ text: message.text, calls: [...calls.values()] }] : [];
  const steps: { text: string; calls: ToolCall[] }[] = [];
  for (const part of message.parts) {
    if (part.type === 'reasoning') continue;
    const last = steps.at(-1);
    const step = last && !(part.type === 'text' && last.calls.length > 0) ? last : { text: '', calls: [] };
    if (step !== last) steps.push(step);
    if (part.type === 'text') step.text += part.text;
    else step.calls.push(...[calls.get(part.call)].filter((call) => call !== undefined));
  }
  return steps.filter((step) => step.text !== '' || step.calls.length > 0);
}

/** A call's result as a model reads it. Providers refuse a call without one. */
export function resultText(call: ToolCall): string {
  if (call.error !== undefined) return `Error: ${call.error}`;
  if (call.output === undefined) return call.durationMs === undefined ? 'Error: it was not run.' : '';
  return typeof call.output === 'string' ? call.output : JSON.stringify(call.output);
}

/** Whether a call has its result. */
export const isAnswered = (call: ToolCall): boolean =>
  call.output !== undefined || call.error !== undefined || call.durationMs !== undefined;

/** A call's arguments as the object that wires insist on: some servers refuse a talk with any that is no JSON. */
export const inputObject = (call: ToolCall): object =>
  isObject(call.input) ? call.input : call.input === undefined ? {} : { input: call.input };

/** The same as JSON text. */
export const inputText = (call: ToolCall): string => JSON.stringify(inputObject(call));

/** The messages of a wire that has one for each step and each result. */
export function flatten<T>(
  messages: readonly ChatMessage[],
  write: {
    said(message: ChatMessage): T;
    step(step: Step, message: ChatMessage, at: number): T | readonly T[];
    result(call: ToolCall, message: ChatMessage): T;
  },
): T[] {
  return messages.flatMap((message): T[] => {
    if (message.role !== 'assistant') return [write.said(message)];
    return stepsOf(message).flatMap((step, at) => [
      ...([write.step(step, message, at)].flat() as T[]),
      ...step.calls.map((call) => write.result(call, message)),
    ]);
  });
}
