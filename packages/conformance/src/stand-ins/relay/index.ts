import { serve, type House, type Routes } from '../serve.js';
import type { StartStandIn } from '../stand-in.js';
import { docs } from './docs.js';
import { flat } from './flat.js';
import { impl } from './impl.js';

const builders: Readonly<Record<string, (house: House) => Routes>> = { impl, docs, flat };
export const relayVariants: readonly string[] = Object.keys(builders);

/** Starts a `relay` that does as its contract says: the last one to write wins, and hears it too. */
export const startRelay: StartStandIn = (options) =>
  serve('relay', relayVariants, options, (house) => {
    const build = builders[house.variant];
    if (!build) throw new TypeError(`There is no variant "${house.variant}".`);
    return build(house);
  });
