import type { AssistCall, AssistStep, AssistTurn } from '@interview-room/core/replay';
import { withContext } from '../levels/data.js';
import type { ChatMessage } from '../streams/message.js';
import type { ToolCall } from '../streams/said.js';

/** The calls of a turn's last step that nobody has answered. */
export const pendingCalls = (turn: AssistTurn): AssistCall[] =>
  turn.steps.at(-1)?.calls.filter(({ durationMs }) => durationMs === undefined) ?? [];

/** Whether there is nothing more to come to a turn. */
export function isAnswered({ steps }: AssistTurn): boolean {
  const last = steps.at(-1);
  return last !== undefined && last.calls.length === 0 && last.finish === 'stop';
}

/** What a model is told of the talk so far, a message a question and a message a step. */
export const modelMessages = (turns: readonly AssistTurn[]): ChatMessage[] =>
  turns.flatMap((turn, at) => {
    const isLast = at === turns.length - 1;
    return [
      { id: turn.turn, role: 'user' as const, text: withContext(turn.text, turn.context) },
      ...saidSteps(turn, isLast).map((step, n) => modelStep(turn, step, n, isLast)),
    ];
  });

/** A step that failed says nothing; one that was cut off is made anew while its turn is the last. */
function saidSteps({ steps }: AssistTurn, isLast: boolean): AssistStep[] {
  const said = steps.filter(
    ({ text, calls, finish }) => finish !== 'error' && (text !== '' || calls.length > 0),
  );
  return isLast && said.at(-1)?.finish === 'stopped' ? said.slice(0, -1) : said;
}

/** What a provider wants back it wants with the results of that turn's tools, and no later. */
const modelStep = (
  { turn }: AssistTurn,
  { text, calls, kept }: AssistStep,
  at: number,
  isLast: boolean,
): ChatMessage => ({
  id: `${turn}/${at}`,
  role: 'assistant',
  text,
  ...(calls.length > 0 && { calls: calls.map((call) => ({ ...shownCall(call), ...unanswered(call) })) }),
  ...(isLast && kept && calls.length > 0 && { kept }),
});

/** No wire takes a call without a result. */
const unanswered = ({ durationMs }: AssistCall) =>
  durationMs === undefined ? { error: 'It was not run: the talk went on without it.', durationMs: 0 } : {};

/** A call as the log has it, for a message. */
export const shownCall = ({ call, name, input, output, error, durationMs }: AssistCall): ToolCall => ({
  call,
  name,
  input,
  ...(output !== undefined && { output }),
  ...(error !== undefined && { error }),
  ...(durationMs !== undefined && { durationMs }),
});
