import type { FieldProblem, WireError } from '@interview-room/backends/tasks';

/** What went wrong, as it is shown. */
export interface Problem {
  /** In the words of whoever failed. */
  readonly said: string;
  readonly offline: boolean;
  readonly fields: readonly FieldProblem[];
}

/** What a failed request means. Told by its shape: the class may be another copy's. */
export function problemOf(error: unknown): Problem {
  const { code, detail, message } = (error ?? {}) as Partial<WireError>;
  const offline = code === 'network' || (typeof navigator !== 'undefined' && navigator.onLine === false);
  return { said: message ?? String(error), offline, fields: detail?.fields ?? [] };
}
