import { html, type TemplateResult } from 'lit';

export type Tab = 'log' | 'files';
const order: readonly Tab[] = ['log', 'files'];

/** Two tabs after the ARIA pattern: one stop for Tab, arrow keys go between them. */
export function tabs(
  chosen: Tab,
  label: string,
  names: Record<Tab, string>,
  choose: (tab: Tab) => void,
): TemplateResult {
  const walk = (event: KeyboardEvent) => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const other = { Home: 'log', End: 'files' }[event.key] ?? (chosen === 'log' ? 'files' : 'log');
    choose(other as Tab);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${label} @keydown=${walk}>
    ${order.map(
      (tab) => html`<button
        role="tab"
        part="tab"
        id="tab-${tab}"
        aria-controls="panel-${tab}"
        aria-selected=${tab === chosen}
        tabindex=${tab === chosen ? 0 : -1}
        @click=${() => choose(tab)}
      >
        ${names[tab]}
      </button>`,
    )}
  </div>`;
}
