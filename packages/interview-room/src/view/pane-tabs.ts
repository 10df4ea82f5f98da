import type { Localize } from '@interview-room/ui';
import { html, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';

/** A part of the room that can be looked at by itself. */
export type Pane = 'problem' | 'code' | 'run';

/** The panes in the order of F6, and their names. */
export const PANES = { problem: 'roomProblem', code: 'roomCode', run: 'roomRun' } as const satisfies Record<
  Pane,
  keyof Words
>;
const PANE_ORDER: readonly Pane[] = ['problem', 'code', 'run'];

/** Whether an element's id names a pane. */
export const isPane = (id: string): id is Pane => id in PANES;

/** The pane so many steps away, round and round. */
export function paneAfter(pane: Pane, steps: number): Pane {
  const count = PANE_ORDER.length;
  return PANE_ORDER[(PANE_ORDER.indexOf(pane) + steps + count) % count] ?? pane;
}

function stepOf(key: string, rtl: boolean): number | undefined {
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const table: Record<string, number> = { ArrowRight: -1, ArrowLeft: -1, [forward]: 1 };
  return table[key];
}

/** The tabs of a narrow room. */
export function renderPaneTabs(
  words: Localize<Words>,
  selected: Pane,
  select: (pane: Pane) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const step = stepOf(event.key, words.dir() === 'rtl');
    if (step === undefined) return;
    event.preventDefault();
    const next = paneAfter(selected, step);
    select(next);
    (event.currentTarget as Element).querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return html`<div
    class="pane-tabs"
    part="pane-tabs"
    role="tablist"
    aria-label=${words.term('roomPanes')}
    @keydown=${onKey}
  >
    ${PANE_ORDER.map(
      (pane) => html`<button
        id="tab-${pane}"
        role="tab"
        aria-selected=${pane === selected}
        aria-controls=${pane}
        tabindex=${pane === selected ? 0 : -1}
        @click=${() => select(pane)}
      >
        ${words.term(PANES[pane])}
      </button>`,
    )}
  </div>`;
}
