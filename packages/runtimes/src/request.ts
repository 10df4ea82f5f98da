/** Says in a sentence what is wrong with the files of a request. */
export function mustBeProgram({ files }: { files: Record<string, string> }): void {
  if (typeof files !== 'object' || files === null)
    throw new TypeError('files is to be an object of path to text: { "main.py": "print(1)" }.');
  for (const [path, text] of Object.entries(files)) {
    if (typeof text !== 'string')
      throw new TypeError(`files["${path}"] is to be text, and is ${kindOf(text)}.`);
    if (leaves(path))
      throw new TypeError(`files["${path}"] lies outside of the workspace: paths are relative.`);
  }
}

export function mustHaveInput({ stdin, args }: { stdin?: unknown; args?: unknown }): void {
  if (stdin !== undefined && typeof stdin !== 'string' && !(Symbol.asyncIterator in Object(stdin)))
    throw new TypeError(`stdin is to be text or an async iterable of lines, and is ${kindOf(stdin)}.`);
  if (args !== undefined && !Array.isArray(args))
    throw new TypeError(`args is to be a list of texts, and is ${kindOf(args)}.`);
}

export function mustBeTests({ testFiles, cases }: { testFiles?: unknown; cases?: unknown }): void {
  if (testFiles !== undefined && !Array.isArray(testFiles))
    throw new TypeError(`testFiles is to be a list of paths, and is ${kindOf(testFiles)}.`);
  if (cases !== undefined && !Array.isArray(cases))
    throw new TypeError(`cases is to be a list, and is ${kindOf(cases)}.`);
  (cases as (Record<string, unknown> | null)[] | undefined)?.forEach((one, at) => {
    const known =
      typeof one?.['call'] === 'string' ||
      (typeof one?.['construct'] === 'string' && Array.isArray(one['steps'])) ||
      (typeof one?.['stdin'] === 'string' && typeof one['stdout'] === 'string');
    if (!known)
      throw new TypeError(
        `cases[${at}] is to have "call", or "construct" and "steps", or "stdin" and "stdout".`,
      );
  });
}

/** Whether the path climbs over the folder it starts in. */
function leaves(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '.' && part !== '') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
