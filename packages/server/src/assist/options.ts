import type { ChatTransport } from '@interview-room/assistant/streams';

/** How the backend asks models, and how much of it. */
export interface AssistOptions {
  /** What can be asked, by the name of the model; the first is asked where a room names none. */
  readonly models: Readonly<Record<string, ChatTransport>>;
  /** How often one person may ask in a minute, what failed and is asked again counted, steps that tools lead to not: 10, if nothing else is said. */
  readonly asksPerMinute?: number | undefined;
  /** How often all of a room together may: three times as often, if nothing else is said. */
  readonly roomAsksPerMinute?: number | undefined;
  /** How many tokens, in and out together, a room may take: two million, if nothing else is said. */
  readonly roomTokens?: number | undefined;
  /** And one person in it: as many as the room. */
  readonly personTokens?: number | undefined;
  /** What a million tokens cost, in whatever money `roomCost` is in. Without it nothing is reckoned. */
  readonly price?: { readonly input: number; readonly output: number } | undefined;
  /** What a room may cost. */
  readonly roomCost?: number | undefined;
  /** And one person in it: as much as the room. */
  readonly personCost?: number | undefined;
}

const MILLION = 1_000_000;

/** The bounds of a server, with what is usual where nothing is said. */
export const boundsOf = ({
  asksPerMinute = 10,
  roomAsksPerMinute = asksPerMinute * 3,
  roomTokens = 2 * MILLION,
  personTokens = roomTokens,
  price = { input: 0, output: 0 },
  roomCost = Infinity,
  personCost = roomCost,
}: AssistOptions) => ({
  asksPerMinute,
  roomAsksPerMinute,
  roomTokens,
  personTokens,
  price,
  roomCost,
  personCost,
});

export type Bounds = ReturnType<typeof boundsOf>;
