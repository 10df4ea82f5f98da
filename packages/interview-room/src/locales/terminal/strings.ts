import { Strings } from '@interview-room/ui';
import { en } from './en.js';

/** The words for the terminal: few rooms ever load them. */
export const strings = new Strings(en, {
  es: () => import('./es.js').then((module) => module.es),
  de: () => import('./de.js').then((module) => module.de),
  ar: () => import('./ar.js').then((module) => module.ar),
});
