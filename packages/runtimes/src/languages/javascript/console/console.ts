import { format, formatWithOptions, inspect } from 'node-inspect-extracted';
import { table } from './table.js';

export type Write = (stream: 'stdout' | 'stderr', text: string) => void;
type Log = (...values: unknown[]) => void;
export type OwnConsole = Record<string, Log>;

/** The console of a program: what Node's prints, to the two streams. */
export function makeConsole(write: Write, now: () => number): OwnConsole {
  let indent = '';
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const put = (stream: 'stdout' | 'stderr', text: string): void =>
    write(stream, `${indent ? text.replace(/^/gm, indent) : text}\n`);
  const out: Log = (...values) => put('stdout', format(...values));
  const err: Log = (...values) => put('stderr', format(...values));
  const since = (label: string): string | undefined => {
    const start = timers.get(label);
    if (start === undefined) err(`Warning: No such label '${label}' for console.time()`);
    return start === undefined ? undefined : duration(now() - start);
  };
  return {
    log: out,
    info: out,
    debug: out,
    warn: err,
    error: err,
    trace: (...values) => err(traceText(format(...values))),
    dir: (value, options) => put('stdout', inspect(value, { customInspect: false, ...(options as object) })),
    dirxml: out,
    table: (data, columns) => out(table(data, columns) ?? data),
    assert: (condition, ...values) => {
      if (condition) return;
      const [first, ...rest] = values;
      if (values.length === 0) err('Assertion failed');
      else if (typeof first === 'string') err(`Assertion failed: ${first}`, ...rest);
      else err('Assertion failed:', ...values);
    },
    group: (...values) => {
      if (values.length > 0) out(...values);
      indent += '  ';
    },
    groupCollapsed: (...values) => {
      if (values.length > 0) out(...values);
      indent += '  ';
    },
    groupEnd: () => (indent = indent.slice(2)),
    count: (label = 'default') => {
      const next = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), next);
      out(`${String(label)}: ${next}`);
    },
    countReset: (label = 'default') => counts.delete(String(label)),
    time: (label = 'default') => timers.set(String(label), now()),
    timeLog: (label = 'default', ...values) => {
      const passed = since(String(label));
      if (passed !== undefined) out(`${String(label)}: ${passed}`, ...values);
    },
    timeEnd: (label = 'default') => {
      const passed = since(String(label));
      if (passed !== undefined) out(`${String(label)}: ${passed}`);
      timers.delete(String(label));
    },
    timeStamp: () => undefined,
    clear: () => undefined,
  };
}

function traceText(text: string): string {
  const stack = new Error().stack ?? '';
  return [`Trace${text ? `: ${text}` : ''}`, ...stack.split('\n').slice(1)].join('\n');
}

function duration(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
}

export { format, formatWithOptions, inspect };
