/** What a run gave, as Piston tells it. */
interface Run {
  stdout: string;
  stderr: string;
  output: string;
  code: number;
}

const PRINT = /^\s*(?:print|console\.log)\((.*)\);?\s*$/;
const READ = /^(?:input\(\)|readline\(\))$/;

/**
 * Runs programs that do nothing but print texts, numbers and what they read. A stand-in must not run what any page sends it;
 * for real programs there are real runners.
 */
export function execute(body: unknown): Run {
  const { files, stdin } = body as { files: unknown; stdin?: unknown };
  const lines = typeof stdin === 'string' ? stdin.split('\n') : [];
  const program = (files as { content?: unknown }[]).map(({ content }) => String(content ?? '')).join('\n');
  let stdout = '';
  for (const line of program.split('\n')) {
    if (line.trim() === '' || /^\s*(#|\/\/)/.test(line)) continue;
    const said = valueOf(PRINT.exec(line)?.[1]?.trim() ?? '', lines);
    if (said === undefined)
      return failed(stdout, `This stand-in only prints: it cannot run "${line.trim()}".\n`);
    stdout += `${said}\n`;
  }
  return { stdout, stderr: '', output: stdout, code: 0 };
}

const failed = (stdout: string, stderr: string): Run => ({
  stdout,
  stderr,
  output: stdout + stderr,
  code: 1,
});

function valueOf(expression: string, lines: string[]): string | undefined {
  if (READ.test(expression)) return lines.shift() ?? '';
  const [, text] = /^(?:'([^'\\]*)')$/.exec(expression) ?? [];
  if (text !== undefined) return text;
  try {
    const value: unknown = JSON.parse(expression);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}
