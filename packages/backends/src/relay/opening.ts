/** A text that was heard, and by whom, where that is said. */
export interface Code {
  readonly code: string;
  readonly by?: string;
}

/**
 * What a pad has as a connection opens. It was asked, and it may have told of texts since the socket opened: the answer and
 * these come by different ways, so that either may be older. The socket tells all in its order; where the answer is not among
 * what it told, the last of that is true, and the answer, were it newer, is told yet.
 */
export function opening(
  answer: string | undefined,
  told: readonly Code[],
): { code: string | undefined; rest: readonly Code[] } {
  const known = told.findLastIndex(({ code }) => code === answer);
  if (known >= 0 || told.length === 0) return { code: answer, rest: told.slice(known + 1) };
  return { code: told.at(-1)?.code, rest: [] };
}

/** So much of what is said before a pad has said what it holds is kept. */
const MOST_EARLY = 64;

/** Until the pad has said what it holds, what it says is kept. */
export function hold<Event>(events: Event[], event: Event): void {
  events.push(event);
  if (events.length > MOST_EARLY) events.shift();
}
