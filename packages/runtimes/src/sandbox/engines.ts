import { engineOf } from '../languages/index.js';
import { Engine, type Place } from './engine.js';

/** The engines of one place, and how many runners use them. */
class Engines {
  users = 0;
  private readonly made = new Map<string, Engine>();

  constructor(readonly place: Place) {}

  engine(id: string): Engine {
    const found = this.made.get(id) ?? new Engine(this.place, engineOf(id));
    this.made.set(id, found);
    return found;
  }

  dispose(): void {
    for (const engine of this.made.values()) engine.dispose();
    this.made.clear();
  }
}
export type { Engines };

const places = new Map<string, Engines>();
const keyOf = ({ assetBase, sandboxUrl }: Place): string => `${assetBase} ${sandboxUrl}`;

/** The engines of a place: ten rooms on a page share one warm runtime a language. */
export function acquire(place: Place): Engines {
  const key = keyOf(place);
  const engines = places.get(key) ?? new Engines(place);
  places.set(key, engines);
  engines.users++;
  return engines;
}

/** The last runner to go takes the frames with it. */
export function release(engines: Engines): void {
  engines.users--;
  if (engines.users > 0) return;
  engines.dispose();
  places.delete(keyOf(engines.place));
}
