import { html, type TemplateResult } from 'lit';

/** A tab: `id` names it, and its panel is `panel-<id>`. */
export interface Tab {
  id: string;
  label: string;
  /** A short count beside the label, and what it means in words. */
  badge?: { text: string; words: string; tone?: 'ok' | 'bad' };
}

/** A list of tabs after the ARIA pattern: one stop for Tab, arrow keys go along, Home and End to its ends. */
export function tabList(
  tabs: Tab[],
  chosen: string,
  label: string,
  choose: (id: string) => void,
): TemplateResult {
  return html`<div role="tablist" class="tabs" part="tabs" aria-label=${label} @keydown=${(event: KeyboardEvent) => walk(event, tabs, choose)}>
    ${tabs.map(
      (tab) => html`<button
        role="tab"
        part="tab"
        id="tab-${tab.id}"
        aria-controls="panel-${tab.id}"
        aria-selected=${tab.id === chosen}
        tabindex=${tab.id === chosen ? 0 : -1}
        @click=${() => choose(tab.id)}
      >
        ${tab.label}${badge(tab)}
      </button>`,
    )}
  </div>`;
}

function badge(tab: Tab): TemplateResult | undefined {
  if (!tab.badge) return undefined;
  const { text, words, tone } = tab.badge;
  return html`<span class="badge ${tone ?? ''}" part="badge" aria-hidden="true">${text}</span><span class="visually-hidden">${words}</span>`;
}

function walk(event: KeyboardEvent, tabs: Tab[], choose: (id: string) => void): void {
  const list = event.currentTarget as HTMLElement;
  const buttons = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const next = target(event.key, at, buttons.length, getComputedStyle(list).direction === 'rtl');
  const tab = next === undefined ? undefined : tabs[next];
  if (at < 0 || next === undefined || !tab) return;
  event.preventDefault();
  choose(tab.id);
  buttons[next]?.focus();
}

function target(key: string, at: number, count: number, rtl: boolean): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const backward = rtl ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return (at + 1) % count;
  return key === backward ? (at - 1 + count) % count : undefined;
}
