import type { Words } from './en.js';

export const es: Words = {
  label: 'Terminal. Pulsa Escape y luego Tab para salir.',
  toolbar: 'Terminal',
  connecting: 'Conectando…',
  open: 'Conectado',
  offline: 'Sin conexión. Se vuelve a intentar.',
  ended: 'El intérprete ha terminado',
  none: 'Aquí no hay terminal.',
  failed: 'No se pudo cargar el terminal. Comprueba la conexión e inténtalo de nuevo.',
  interrupt: 'Interrumpir (Ctrl+C)',
  copy: 'Copiar',
  copied: 'Copiado',
  copyFailed: 'El navegador no permitió copiar',
  clear: 'Vaciar',
  reconnect: 'Reconectar',
  retry: 'Reintentar',
  aloud: 'Modo de lector de pantalla',
  leave: 'Escape y luego Tab para salir del terminal',
};
