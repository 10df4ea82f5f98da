import type { ChatEvent } from '@interview-room/assistant/streams';
import { isObject, parseJson, type Json } from '../../wire/index.js';
import { isHidden } from '../question.js';

const DEEPEST = 12;
/** What may say what a hidden test expects. */
const KEPT_BACK = /expected|^test_?cases?$|^hidden_?tests?$/i;
/** What is told of a hidden test. */
const TOLD: ReadonlySet<string> = new Set([
  'name',
  'hidden',
  'passed',
  'status',
  'duration',
  'executionTime',
]);

/**
 * A call of a tool or its result, without anything that a candidate may not know: the agent sees hidden tests, with what they
 * expect, and its wire tells all that it sees.
 *
 * @param hidden the names of hidden tests
 */
export function withheld(event: ChatEvent, name: string, hidden: readonly string[]): ChatEvent {
  const clean = (value: unknown) => cleaned(value, { hidden, tests: /test/i.test(name) });
  if (event.type === 'tool-ready') return { ...event, input: clean(event.input) };
  if (event.type !== 'tool-result') return event;
  const { output, error } = event;
  return {
    ...event,
    ...(output !== undefined && { output: clean(output) }),
    ...(error !== undefined && { error: String(clean(error)) }),
  };
}

interface Rule {
  readonly hidden: readonly string[];
  /** It is of a tool that runs tests: what it says in words is looked at too. */
  readonly tests: boolean;
}

function cleaned(value: unknown, rule: Rule): unknown {
  if (typeof value !== 'string') return without(value, rule, 0);
  const json = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
  if (json !== undefined) return JSON.stringify(without(json, rule, 0));
  return rule.tests ? spoken(value, rule) : value;
}

function without(value: unknown, rule: Rule, depth: number): unknown {
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((each) => without(each, rule, depth + 1));
  if (typeof value === 'string') return rule.tests ? spoken(value, rule) : value;
  if (!isObject(value)) return value;
  const secret = isHidden(value) || rule.hidden.includes(String(value['name']));
  const fields = Object.entries(value).filter(([name]) => (secret ? TOLD.has(name) : !KEPT_BACK.test(name)));
  return Object.fromEntries(
    fields.map(([name, each]) => [name, without(each, rule, depth + 1)]),
  ) satisfies Json;
}

/** What a tool says of tests in words: from where it tells what was expected, the rest of that line is left out. */
function spoken(text: string, { hidden }: Rule): string {
  return text
    .split('\n')
    .map((line) => {
      const name = hidden.find((each) => each !== '' && line.includes(each));
      const cut = name === undefined ? line.search(/expect/i) : line.indexOf(name) + name.length;
      return cut < 0 ? line : `${line.slice(0, cut)}…`;
    })
    .join('\n');
}
