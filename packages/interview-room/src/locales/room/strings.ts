import { Strings } from '@interview-room/ui';
import { en } from './en.js';

/** The words of a room that people share: apart from those of practice, whose pages never load these. */
export const strings = new Strings(en, {
  es: () => import('./es.js').then((module) => module.es),
  de: () => import('./de.js').then((module) => module.de),
  ar: () => import('./ar.js').then((module) => module.ar),
});
