import { types, type TaskType } from './script.js';
import type { Asked } from './tasks.js';

/** What FastAPI says is wrong with one part of a body. */
export interface Wrong {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}
type Json = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
const wrong = (msg: string, type: string, ...loc: string[]): Wrong => ({ loc: ['body', ...loc], msg, type });
const missing = (...loc: string[]): Wrong => wrong('Field required', 'missing', ...loc);

/** What a body asks for, or what is wrong with it. */
export function read(body: unknown): Asked | readonly Wrong[] {
  const json = objectOf(body);
  if (!json) return [wrong('Input should be a valid dictionary', 'model_attributes_type')];
  const configuration = objectOf(json['configuration']);
  const problems = [
    ...inType(json['task_type']),
    ...(configuration ? inConfiguration(configuration) : [missing('configuration')]),
  ];
  if (problems.length > 0 || !configuration) return problems;
  const session = json['session_id'];
  return {
    type: json['task_type'] as TaskType,
    configuration,
    session: typeof session === 'string' ? session : undefined,
  };
}

function inType(type: unknown): Wrong[] {
  if (type === undefined) return [missing('task_type')];
  if (types.some((each) => each === type)) return [];
  return [wrong(`Input should be ${types.map((each) => `'${each}'`).join(', ')}`, 'enum', 'task_type')];
}

function inConfiguration({ app_url, sign_in, instructions }: Json): Wrong[] {
  const at = 'configuration';
  const address =
    app_url === undefined
      ? [missing(at, 'app_url')]
      : isWebAddress(app_url)
        ? []
        : [wrong('Input should be a valid URL', 'url_parsing', at, 'app_url')];
  const said =
    instructions === undefined || typeof instructions === 'string'
      ? []
      : [wrong('Input should be a valid string', 'string_type', at, 'instructions')];
  return [...address, ...(sign_in === undefined || sign_in === null ? [] : inSignIn(sign_in)), ...said];
}

function inSignIn(value: unknown): Wrong[] {
  const at = ['configuration', 'sign_in'];
  const { method, username, password } = objectOf(value) ?? {};
  if (method === 'none') return [];
  if (method !== 'username-password')
    return [wrong("Input should be 'none' or 'username-password'", 'literal_error', ...at, 'method')];
  return [
    ...(username ? [] : [missing(...at, 'username')]),
    ...(password ? [] : [missing(...at, 'password')]),
  ];
}

function isWebAddress(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value);
}
