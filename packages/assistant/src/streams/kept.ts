import type { ChatEvent } from './events.js';
import { isObject, textOf } from './json.js';

/** Something of a provider's own that it wants back, untouched, with the results of the tools that were called then. */
export interface Kept {
  /** The wire that it came over, and that alone it goes back over. */
  readonly dialect: string;
  readonly block: unknown;
}

/** The name of the events that bring it. They are for who asks the model, and for nobody to see. */
export const KEPT = 'kept';

/** More than this is not kept, in characters of JSON: then none of it is, since a part is refused. */
const MOST = 100_000;

export const keptEvent = (kept: Kept): ChatEvent => ({ type: 'data', name: KEPT, data: kept });

/** What an event brings to keep. */
export function keptIn(event: ChatEvent): Kept | undefined {
  if (event.type !== 'data' || event.name !== KEPT || !isObject(event.data)) return undefined;
  const dialect = textOf(event.data['dialect']);
  return dialect ? { dialect, block: event.data['block'] } : undefined;
}

/** All that a step brought, or nothing where that is too much, or something in it is not to be kept. */
export function keepable(
  all: readonly Kept[],
  isHarmless: (text: string) => boolean = () => true,
): readonly Kept[] {
  const text = JSON.stringify(all);
  return text.length <= MOST && isHarmless(text) ? all : [];
}
