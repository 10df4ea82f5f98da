import { isObject, numberOf, objectOf, textOf } from '../wire/index.js';
import { redacted } from './redacted.js';

/** How the evaluation of what was submitted stands, in words; empty where nothing is said of it. Scores are not for candidates. */
export function evaluationOf(value: unknown): string {
  if (!isObject(value)) return textOf(value).slice(0, 200);
  const { status, state, stage, phase, step, progress, message } = value;
  const said = textOf(status ?? state ?? stage ?? phase ?? step).replaceAll(/[_-]+/g, ' ');
  const share = percent(isObject(progress) ? objectOf(progress)['percent'] : progress);
  return [said, share, redacted(textOf(message))].filter((each) => each !== '').join(', ').slice(0, 300); // prettier-ignore
}

/** A share of one or of a hundred. */
function percent(value: unknown): string {
  const share = numberOf(value);
  if (share === undefined || share < 0 || share > 100) return '';
  return `${Math.round(share <= 1 && !Number.isInteger(share) ? share * 100 : share)} %`;
}
