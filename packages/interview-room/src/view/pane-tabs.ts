import type { Localize } from '@interview-room/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';

/** A part of the room that can be looked at by itself. */
export type Pane = 'problem' | 'code' | 'run' | 'room';

/** The panes and their names. */
export const PANES = {
  problem: 'roomProblem',
  code: 'roomCode',
  run: 'roomRun',
  room: 'roomTalk',
} as const satisfies Record<Pane, keyof Words>;
/** In the order of F6. Only a room that is shared has the last. */
const PANE_ORDER: readonly Pane[] = ['problem', 'code', 'run', 'room'];
const ALONE = PANE_ORDER.slice(0, 3);
const orderOf = (shared: boolean) => (shared ? PANE_ORDER : ALONE);

/** Whether an element's id names a pane. */
export const isPane = (id: string): id is Pane => id in PANES;

/** The pane so many steps away, round and round. */
export function paneAfter(pane: Pane, steps: number, shared = false): Pane {
  const order = orderOf(shared);
  return order[(order.indexOf(pane) + steps + order.length) % order.length] ?? pane;
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
  /** How many things wait to be seen in the pane of a shared room; absent where there is none. */
  unread?: number,
): TemplateResult {
  const shared = unread !== undefined;
  const onKey = (event: KeyboardEvent) => {
    const step = stepOf(event.key, words.dir() === 'rtl');
    if (step === undefined) return;
    event.preventDefault();
    const next = paneAfter(selected, step, shared);
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
    ${orderOf(shared).map(
      (pane) => html`<button
        id="tab-${pane}"
        role="tab"
        aria-selected=${pane === selected}
        aria-controls=${pane}
        tabindex=${pane === selected ? 0 : -1}
        @click=${() => select(pane)}
      >
        ${words.term(PANES[pane])}${pane === 'room' && unread ? html` <span class="count">${unread}</span>` : nothing}
      </button>`,
    )}
  </div>`;
}
