import { camelCase, pythonName, snakeCase, usable } from './names.js';
import type { Type } from './types.js';

/** A function that an answer has to have. */
export interface Signature {
  /** The name that cases call. */
  name: string;
  params: { name: string; type: Type }[];
  result: Type;
  /** What its expected errors are about. Empty if it has none. */
  errors: string[];
}
/** How a language writes a file to start with. */
interface Starter {
  path(exercise: string): string;
  text(signatures: readonly Signature[]): string;
}

/*
 * A starter returns nothing, or some value of the right type. It does not throw: a case that expects an error would pass
 * before anything is written.
 */
export const starters = {
  python: {
    path: (exercise) => `${snakeCase(exercise)}.py`,
    text: (signatures) => `${signatures.map(pythonFunction).join('\n\n\n')}\n`,
  },
  javascript: {
    path: (exercise) => `${exercise}.js`,
    text: (signatures) => `${signatures.map(javascriptFunction).join('\n\n')}\n`,
  },
  typescript: {
    path: (exercise) => `${exercise}.ts`,
    text: (signatures) => `${signatures.map(typescriptFunction).join('\n\n')}\n`,
  },
} satisfies Record<string, Starter>;

function pythonFunction({ name, params, result }: Signature): string {
  const list = params.map((param) => `${usable(snakeCase(param.name), 'python')}: ${pythonType(param.type)}`);
  return `def ${pythonName(name)}(${list.join(', ')}) -> ${pythonType(result)}:\n    pass`;
}

const javascriptParam = (name: string) => usable(camelCase(name), 'javascript');

function javascriptFunction({ name, params }: Signature): string {
  return `export function ${name}(${params.map((param) => javascriptParam(param.name)).join(', ')}) {\n}`;
}

function typescriptFunction({ name, params, result }: Signature): string {
  const list = params.map((param) => `${javascriptParam(param.name)}: ${typescriptType(param.type)}`);
  const head = `export function ${name}(${list.join(', ')}): ${typescriptType(result)} {`;
  return `${head}\n  return ${typescriptValue(result)};\n}`;
}

/** A type as Python writes it. */
export function pythonType(type: Type): string {
  if (type.kind === 'list') return `list[${pythonType(type.of)}]`;
  if (type.kind === 'map') return `dict[str, ${pythonType(type.of)}]`;
  if (type.kind === 'record') return 'dict[str, object]';
  if (type.kind === 'union') return type.of.map(pythonType).join(' | ');
  const names = {
    unknown: 'object',
    null: 'None',
    boolean: 'bool',
    string: 'str',
    integer: 'int',
    number: 'float',
  };
  return names[type.kind];
}

/** A type as TypeScript writes it. */
export function typescriptType(type: Type): string {
  if (type.kind === 'list')
    return type.of.kind === 'union' ? `(${typescriptType(type.of)})[]` : `${typescriptType(type.of)}[]`;
  if (type.kind === 'map') return `Record<string, ${typescriptType(type.of)}>`;
  if (type.kind === 'record') return recordOf(type.fields, typescriptType, '; ');
  if (type.kind === 'union') return type.of.map(typescriptType).join(' | ');
  return type.kind === 'integer' ? 'number' : type.kind;
}

/** Some value of a type, as TypeScript writes it. */
function typescriptValue(type: Type): string {
  if (type.kind === 'record') return recordOf(type.fields, typescriptValue, ', ');
  if (type.kind === 'union') return type.of[0] ? typescriptValue(type.of[0]) : 'undefined';
  const values = { unknown: 'undefined', null: 'null', boolean: 'false', string: "''", integer: '0', number: '0', list: '[]', map: '{}' }; // prettier-ignore
  return values[type.kind];
}

function recordOf(fields: Record<string, Type>, write: (type: Type) => string, separator: string): string {
  const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
  return `{ ${Object.entries(fields).map(([name, type]) => `${key(name)}: ${write(type)}`).join(separator)} }`; // prettier-ignore
}
