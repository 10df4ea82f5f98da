import { tools, type ToolName } from '../levels/index.js';
import type { Taken } from './paths.js';

/** The arguments of a call, by the names that the tool has for them. */
export type Input = Readonly<Record<string, unknown>>;

/** Names that models know arguments by, from tools of others. */
const otherNames: Readonly<Record<string, string>> = {
  file_path: 'path',
  filename: 'path',
  contents: 'content',
  old_str: 'old_string',
  new_str: 'new_string',
  all: 'replace_all',
  cmd: 'command',
};

/** The name that a tool has for an argument. */
export const argumentName = (name: string): string =>
  Object.hasOwn(otherNames, name) ? (otherNames[name] ?? name) : name;

const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value) && Number(value) >= 1,
  array: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
};
const wanted: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number above 0',
  array: 'a list of texts',
};

/** The arguments of a call as its tool wants them, or what is wrong with them. What the tool does not know is left out. */
export function takeInput(tool: ToolName, value: unknown): Taken<Input> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { error: `The arguments of ${tool} are one JSON object, and these are not.` };
  const { properties, required } = tools[tool].input;
  const named = Object.entries(value).map(([name, each]) => [argumentName(name), each] as const);
  const known = named.filter(
    ([name, each]) => Object.hasOwn(properties, name) && each !== undefined && each !== null,
  );
  const input = Object.fromEntries(known);
  const missing = required.find((name) => !Object.hasOwn(input, name));
  if (missing) return { error: `\`${missing}\` is missing.` };
  const wrong = known.find(([name, each]) => !fits[typeOf(properties[name])]?.(each));
  return wrong
    ? { error: `\`${wrong[0]}\` has to be ${wanted[typeOf(properties[wrong[0]])]}.` }
    : { ok: input };
}

const typeOf = (schema: unknown): string => (schema as { type: string }).type;

/** An argument that is a text, if it is there. */
export const textIn = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
};
/** An argument that is a number, if it is there. */
export const numberIn = (input: Input, name: string): number | undefined => {
  const value = input[name];
  return typeof value === 'number' ? value : undefined;
};
