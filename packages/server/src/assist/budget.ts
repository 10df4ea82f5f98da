import { levels } from '@interview-room/assistant/levels';
import type { Assist, AssistStep, AssistTurn } from '@interview-room/core/replay';
import { ApiError } from '../api/errors.js';
import type { Bounds } from './options.js';

interface Spent {
  input: number;
  output: number;
}

const spentBy = (steps: readonly AssistStep[]): Spent =>
  steps.reduce(
    ({ input, output }, { usage }) => ({
      input: input + (usage?.inputTokens ?? 0),
      output: output + (usage?.outputTokens ?? 0),
    }),
    { input: 0, output: 0 },
  );

const stepsOf = (turns: readonly AssistTurn[]) => turns.flatMap(({ steps }) => steps);
const total = ({ input, output }: Spent) => input + output;

/** Whether something more may be asked, by what the log says was spent. Throws an `ApiError` that says what is used up. */
export function mustAfford(
  { turns, level }: Assist,
  turn: AssistTurn | undefined,
  by: string,
  bounds: Bounds,
): void {
  const { budgets } = levels[level];
  if (!turn && turns.length >= budgets.turns) throw spent(`This level allows ${budgets.turns} questions.`);
  if (turn) mustAffordStep(turn, budgets);
  const room = spentBy(stepsOf(turns));
  if (total(room) >= bounds.roomTokens) throw spent('This room has used all the tokens it may.');
  const own = spentBy(stepsOf(turns.filter((each) => each.by === by)));
  if (total(own) >= bounds.personTokens) throw spent('You have used all the tokens you may.');
  const { price, roomCost, personCost } = bounds;
  const cost = ({ input, output }: Spent) => (input * price.input + output * price.output) / 1_000_000;
  if (cost(room) >= roomCost) throw spent('This room has cost as much as it may.');
  if (cost(own) >= personCost) throw spent('You have spent as much here as you may.');
}

function mustAffordStep({ steps: all }: AssistTurn, budgets: { steps: number; outputTokens: number }): void {
  const steps = all.filter(({ finish }) => finish !== 'error');
  if (steps.length >= budgets.steps)
    throw spent(`An answer has at most ${budgets.steps} steps at this level.`);
  if (spentBy(steps).output >= budgets.outputTokens) throw spent('This answer is as long as it may be.');
}

const spent = (message: string) => new ApiError(429, 'budget', message);
