import type { CaseCall, CaseResult, CaseValue } from '@interview-room/runtimes/remote';
import { isObject, numberOf, objectOf, parseJson, textOf, listOf } from '../../wire/index.js';
import type { Program } from '../wire.js';
import type { Driver } from './driver.js';
import { javascriptDriver } from './javascript.js';
import { pythonDriver } from './python.js';

const drivers: Readonly<Record<string, Driver>> = { python: pythonDriver, javascript: javascriptDriver };

/** Whether functions of a program in this language can be called, and not only its output be compared. */
export const canCall = (language: string): boolean => Object.hasOwn(drivers, language);

/** A program that calls, and how what it printed is read. */
export interface Called {
  readonly program: Program;
  results(stdout: string): CaseResult[];
}

/** The program that makes these calls. What is expected of them is not in it. */
export function callsIn(program: Program, cases: readonly CaseCall[]): Called {
  const mark = `@@${crypto.randomUUID()} `;
  const driver = drivers[program.language.id];
  if (!driver) throw new TypeError(`Functions in ${program.language.label} cannot be called here.`);
  const own = driver(program, cases, mark);
  return {
    program: { ...program, ...own, args: [], stdin: '' },
    results: (stdout) => resultsIn(stdout, mark, cases.length),
  };
}

/** What a call gave is on a line of its own, behind the mark; what is before it was printed meanwhile. */
function resultsIn(stdout: string, mark: string, most: number): CaseResult[] {
  const results: CaseResult[] = [];
  let output = '';
  for (const line of stdout.split('\n')) {
    if (!line.startsWith(mark)) {
      output += `${line}\n`;
      continue;
    }
    const result = resultOf(parseJson(line.slice(mark.length)), output.replace(/\n$/, ''));
    if (result && results.length < most) results.push(result);
    output = '';
  }
  return results;
}

function resultOf(json: unknown, output: string): CaseResult | undefined {
  const { index, results, ms } = objectOf(json);
  const at = numberOf(index);
  if (at === undefined) return undefined;
  return {
    type: 'case',
    index: at,
    results: listOf(results).map(valueOf),
    output,
    durationMs: numberOf(ms) ?? 0,
  };
}

function valueOf(json: unknown): CaseValue {
  const given = objectOf(json);
  if (!isObject(given['error']))
    return { value: (given['value'] ?? null) as Extract<CaseValue, { value: unknown }>['value'] };
  const { name, message } = given['error'];
  return { error: { name: textOf(name) || 'Error', message: textOf(message).slice(0, 4000) } };
}
