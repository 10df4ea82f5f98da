import { withContext } from '@interview-room/assistant/levels';
import type { ChatMessage, ToolCall } from '@interview-room/assistant/streams';
import type { AssistCall, AssistStep, AssistTurn } from '@interview-room/core/replay';

/** What a model is told of the talk so far: what the log has of it, and nothing that a page says of it. */
export const messagesOf = (turns: readonly AssistTurn[]): ChatMessage[] =>
  turns.flatMap((turn) => [
    question(turn),
    ...turn.steps.filter(isSaid).map((step, at) => answer(turn, step, at)),
  ]);

/** A step that failed, or was stopped before it said anything, is asked anew. */
const isSaid = ({ text, calls, finish }: AssistStep): boolean =>
  finish !== 'error' && (text !== '' || calls.length > 0);

const question = ({ turn, text, context }: AssistTurn): ChatMessage => ({
  id: turn,
  role: 'user',
  text: withContext(text, context),
});

const answer = ({ turn }: AssistTurn, { text, calls }: AssistStep, at: number): ChatMessage => ({
  id: `${turn}/${at}`,
  role: 'assistant',
  text,
  ...(calls.length > 0 && { calls: calls.map(called) }),
});

/** A call that nobody answered is answered here: a wire takes none without. */
const called = ({ call, name, input, output, error, durationMs }: AssistCall): ToolCall => ({
  call,
  name,
  input,
  ...(output !== undefined && { output }),
  ...(error !== undefined && { error }),
  ...(durationMs === undefined && { error: 'This was not done: the talk went on without it.' }),
  durationMs: durationMs ?? 0,
});

/** The calls of a turn's last step that nobody has answered yet. */
export const pendingOf = (turn: AssistTurn | undefined): AssistCall[] =>
  turn?.steps.at(-1)?.calls.filter(({ durationMs }) => durationMs === undefined) ?? [];
