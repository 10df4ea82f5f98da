import { levels, type Budgets } from '@interview-room/assistant/levels';
import { ASSISTANT } from '@interview-room/core/protocol';
import type { Assist, AssistStep, AssistTurn } from '@interview-room/core/replay';
import { ApiError } from '../api/errors.js';
import type { Bounds } from './options.js';

interface Spent {
  readonly input: number;
  readonly output: number;
}

const total = ({ input, output }: Spent) => input + output;
const sum = (all: readonly Spent[]): Spent => ({
  input: all.reduce((sum, { input }) => sum + input, 0),
  output: all.reduce((sum, { output }) => sum + output, 0),
});

/** About so many characters are a token, where nobody counts. */
const CHARACTERS = 4;
const about = (characters: number) => Math.ceil(characters / CHARACTERS);

const lengthOf = ({ text, reasoning = '', calls }: AssistStep) =>
  text.length +
  reasoning.length +
  calls.reduce((sum, { input }) => sum + (JSON.stringify(input) ?? '').length, 0);

/**
 * What a step took: as its provider counted, and about as much where it did not come to that. Who stops an answer, or is cut
 * off, does not have it for nothing. `told` is how many characters the model was told of the talk.
 */
function spentOn(step: AssistStep, told: number): Spent {
  const length = lengthOf(step);
  const { by, finish, usage: { inputTokens, outputTokens } = {} } = step;
  // A person's answer, and one that was refused before it began, take nothing.
  if (by !== ASSISTANT || (finish === 'error' && length === 0)) told = 0;
  const isWhole = outputTokens !== undefined && finish !== 'stopped' && finish !== 'error';
  const output = by === ASSISTANT && !isWhole ? about(length) : 0;
  return { input: inputTokens ?? about(told), output: Math.max(outputTokens ?? 0, output) };
}

/** What each turn took of a model. */
function spentIn(turns: readonly AssistTurn[]): Spent[] {
  let told = 0;
  return turns.map(({ text, context = [], steps }) => {
    told += text.length + context.reduce((sum, { text = '' }) => sum + text.length, 0);
    return sum(
      steps.map((step) => {
        const spent = spentOn(step, told);
        const given = step.calls.reduce(
          (sum, { output = '', error = '' }) => sum + output.length + error.length,
          0,
        );
        told += lengthOf(step) + given;
        return spent;
      }),
    );
  });
}

/** How many tokens an answer may still be long. */
export const outputLeft = ({ level }: Assist, turn: AssistTurn | undefined): number =>
  levels[level].budgets.outputTokens - (turn ? sum(spentIn([turn])).output : 0);

/** Whether something more may be asked, by what the log says was spent. Throws an `ApiError` that says what is used up. */
export function mustAfford(assist: Assist, turn: AssistTurn | undefined, by: string, bounds: Bounds): void {
  const { turns, level } = assist;
  const { budgets } = levels[level];
  if (!turn && turns.length >= budgets.turns) throw spent(`This level allows ${budgets.turns} questions.`);
  if (turn) mustAffordStep(assist, turn, budgets);
  const each = spentIn(turns);
  const room = sum(each);
  if (total(room) >= bounds.roomTokens) throw spent('This room has used all the tokens it may.');
  const own = sum(each.filter((_, at) => turns[at]?.by === by));
  if (total(own) >= bounds.personTokens) throw spent('You have used all the tokens you may.');
  const { price, roomCost, personCost } = bounds;
  const cost = ({ input, output }: Spent) => (input * price.input + output * price.output) / 1_000_000;
  if (cost(room) >= roomCost) throw spent('This room has cost as much as it may.');
  if (cost(own) >= personCost) throw spent('You have spent as much here as you may.');
}

function mustAffordStep(assist: Assist, turn: AssistTurn, budgets: Budgets): void {
  const steps = turn.steps.filter(({ finish }) => finish !== 'error');
  if (steps.length >= budgets.steps)
    throw spent(`An answer has at most ${budgets.steps} steps at this level.`);
  if (outputLeft(assist, { ...turn, steps }) <= 0) throw spent('This answer is as long as it may be.');
}

const spent = (message: string) => new ApiError(429, 'budget', message);
