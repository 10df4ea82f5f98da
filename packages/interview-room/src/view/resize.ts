import type { PaneResizeEvent } from '../pane-splitter/pane-resize-event.js';

/** Writes where a splitter stands into the grid around it: through the object model, which no policy forbids. */
export const resize = (name: string) => (event: PaneResizeEvent) =>
  (event.currentTarget as HTMLElement).parentElement?.style.setProperty(name, String(event.value));
