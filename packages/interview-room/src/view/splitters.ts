import type { Localize } from '@interview-room/ui';
import { html, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';
import type { PaneResizeEvent } from '../pane-splitter/pane-resize-event.js';

/** Writes where a splitter stands into the grid around it: through the object model, which no policy forbids. */
const resize = (name: string) => (event: PaneResizeEvent) =>
  (event.currentTarget as HTMLElement).parentElement?.style.setProperty(name, String(event.value));

/** The lines between the panes; `at` is how they divide the room until the person divides it otherwise, in percent. */
const SPLITTERS = {
  columns: { orientation: 'vertical', at: 40, label: 'roomResizeStatement', resized: resize('--_columns') },
  rows: { orientation: 'horizontal', at: 60, label: 'roomResizeRun', resized: resize('--_rows') },
} as const;

/** A line between panes that can be moved. */
export function renderSplitter(words: Localize<Words>, name: keyof typeof SPLITTERS): TemplateResult {
  const { orientation, at, label, resized } = SPLITTERS[name];
  return html`<pane-splitter
    orientation=${orientation}
    value=${at}
    reset-value=${at}
    storage-key=${name}
    label=${words.term(label)}
    @pane-resize=${resized}
  ></pane-splitter>`;
}
