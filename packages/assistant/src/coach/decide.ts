import type { Stage } from '@interview-room/core';
import { levelOf } from '../levels/index.js';
import type { CoachFacts } from './facts.js';
import type { CoachRule, Occurrence } from './rules.js';

/** How long the coach keeps still after it has said something. */
export interface Quiet {
  readonly offersMs: number;
  readonly adviceMs: number;
}

/** What holds where nothing else is said. */
export const quiet: Quiet = { offersMs: 3 * 60_000, adviceMs: 10 * 60_000 };

/** What a rule came to: `id` is the same for the same occurrence on every page. */
export interface Finding extends Occurrence {
  readonly id: string;
  readonly rule: string;
}

/** Whether there is anything to coach: the assistant may help, and the interview runs, or there are no stages. */
export const isOn = ({ assist, stage }: CoachFacts['state'], hasStages: boolean): boolean =>
  levelOf(assist.level) !== 'off' &&
  assist.session === 'active' &&
  (!hasStages || stage.now === ('started' satisfies Stage));

/** The help that is to be offered now, if any: one at a time, each occurrence once, and not soon after the last. */
export function offerFor(
  facts: CoachFacts,
  rules: readonly CoachRule[],
  { offersMs } = quiet,
): Finding | undefined {
  const { offers } = facts.state;
  const last = offers.at(-1);
  if (last && (last.answer === undefined || facts.now - last.at < offersMs)) return undefined;
  const known = new Set(offers.map(({ offer }) => offer));
  return find(
    facts,
    rules.filter(({ to }) => to === 'candidate'),
    known,
  );
}

/** The advice that interviewers are to be given now, if any. What a rule has advised lately it does not advise again. */
export function adviceFor(
  facts: CoachFacts,
  rules: readonly CoachRule[],
  { adviceMs } = quiet,
): Finding | undefined {
  const { advice } = facts.state;
  if (advice.some(({ taken }) => taken === undefined)) return undefined;
  const lately = new Set(advice.filter(({ at }) => facts.now - at < adviceMs).map(({ rule }) => rule));
  const known = new Set(advice.map(({ advice }) => advice));
  return find(
    facts,
    rules.filter(({ to, rule }) => to === 'interviewer' && !lately.has(rule)),
    known,
  );
}

function find(
  facts: CoachFacts,
  rules: readonly CoachRule[],
  known: ReadonlySet<string>,
): Finding | undefined {
  for (const { rule, when } of rules) {
    const found = when(facts);
    const id = found && `${rule}/${found.key}`.slice(0, 200);
    if (found && id && !known.has(id)) return { ...found, id, rule };
  }
  return undefined;
}
