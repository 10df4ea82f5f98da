import { docs } from './docs.js';
import { flat } from './flat.js';
import { impl } from './impl.js';
import type { Speech, Voice } from './speech.js';

/** The variants. The first is the default. */
const variants: Readonly<Record<string, (voice: Voice) => Speech>> = { impl, docs, flat };

/** @throws {TypeError} if there is no such variant. */
export function speak(variant: string | undefined, voice: Voice): Speech {
  const name = variant || 'impl';
  const make = Object.hasOwn(variants, name) ? variants[name] : undefined;
  if (!make)
    throw new TypeError(`"relay" has no variant "${name}". It has ${Object.keys(variants).join(', ')}.`);
  return make(voice);
}
