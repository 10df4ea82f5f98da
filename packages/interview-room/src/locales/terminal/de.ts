import type { Words } from './en.js';

export const de: Words = {
  label: 'Terminal. Escape und dann Tab verlässt es.',
  toolbar: 'Terminal',
  connecting: 'Verbindung wird aufgebaut …',
  open: 'Verbunden',
  offline: 'Nicht verbunden. Es wird erneut versucht.',
  ended: 'Die Shell ist beendet',
  none: 'Hier gibt es kein Terminal.',
  failed: 'Das Terminal konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  interrupt: 'Abbrechen (Strg+C)',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyFailed: 'Der Browser hat das Kopieren nicht erlaubt',
  clear: 'Leeren',
  reconnect: 'Neu verbinden',
  retry: 'Erneut versuchen',
  aloud: 'Modus für Screenreader',
  leave: 'Escape und dann Tab verlässt das Terminal',
};
