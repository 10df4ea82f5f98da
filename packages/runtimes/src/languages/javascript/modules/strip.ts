import { decode, type SourceMapMappings } from '@jridgewell/sourcemap-codec';
import { transform } from 'sucrase';
import { CodeError } from './code-error.js';
import { isTypeScript } from './paths.js';

/** JavaScript without types, lines where they were, and the way back for columns. */
export interface Stripped {
  code: string;
  columnOf(line: number, column: number): number;
}

/** Takes the types out of a file, where it is TypeScript. Throws a `CodeError` where it cannot be read. */
export function strip(path: string, source: string): Stripped {
  if (!isTypeScript(path)) return { code: source, columnOf: (_line, column) => column };
  const { code, sourceMap } = withoutTypes(path, source);
  refuseNamespaces(path, source, code);
  let mappings: SourceMapMappings | undefined;
  return {
    code,
    columnOf(line, column) {
      mappings ??= decode(sourceMap?.mappings ?? '');
      return originalColumn(mappings[line - 1] ?? [], column);
    },
  };
}

function withoutTypes(path: string, source: string): ReturnType<typeof transform> {
  try {
    return transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      filePath: path,
      sourceMapOptions: { compiledFilename: path },
    });
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number; column: number }; message: string };
    throw new CodeError(isJsx(source) ? noJsx : plain(message), path, loc?.line ?? 1, loc?.column ?? 1);
  }
}

/** What is said where a file would be right if JSX could be run. */
export const noJsx = 'JSX cannot run here';

/** Whether a file that cannot be read is one that has JSX in it. */
export function isJsx(source: string): boolean {
  if (!/<(?:[A-Za-z]|>)/.test(source)) return false;
  try {
    transform(source, { transforms: ['typescript', 'jsx'], disableESTransforms: true });
    return true;
  } catch {
    return false;
  }
}

/** sucrase writes `Error transforming main.ts: Unexpected token (1:11)`. */
function plain(message: string): string {
  return message.replace(/^Error transforming [^:]+: /, '').replace(/ \(\d+:\d+\)$/, '');
}

const namespace = /^\s*(?:export\s+)?(?:namespace|module)\s+[\w$.]+\s*\{/;
/** sucrase drops namespaces without a word, and the program would fail far from the cause. */
function refuseNamespaces(path: string, source: string, code: string): void {
  const after = code.split('\n');
  source.split('\n').forEach((line, index) => {
    if (namespace.test(line) && !namespace.test(after[index] ?? ''))
      throw new CodeError(
        'Namespaces cannot run here: put the code into a module of its own.',
        path,
        index + 1,
        1,
      );
  });
}

function originalColumn(segments: SourceMapMappings[number], column: number): number {
  let found: { at: number; from: number } | undefined;
  for (const segment of segments) {
    if (segment[0] > column - 1) break;
    if (segment.length > 1) found = { at: segment[0], from: segment[3] ?? 0 };
  }
  return found ? found.from + (column - 1 - found.at) + 1 : column;
}
