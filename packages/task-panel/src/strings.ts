import { Strings } from '@interview-room/ui';
import { en } from './locales/en.js';

/** The panel's words. English is here; others are fetched when a page is written in them. */
export const strings = new Strings(en, {
  es: () => import('./locales/es.js').then((module) => module.es),
  de: () => import('./locales/de.js').then((module) => module.de),
  ar: () => import('./locales/ar.js').then((module) => module.ar),
});
export type Words = typeof en;
