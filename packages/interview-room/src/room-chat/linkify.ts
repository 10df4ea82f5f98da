import { safeLink } from '@interview-room/ui/markdown';
import { html, type TemplateResult } from 'lit';

const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/giu;

/** A text with its addresses as links, where they lead to the web or to a mailbox; all else stays as it was written. */
export function linkify(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutStops(found);
    const href = safeLink(address);
    if (href === undefined) continue;
    parts.push(text.slice(end, index), anchor(href, address));
    end = index + address.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== '');
}

const anchor = (href: string, text: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">${text}</a>`;

/** Stops after an address belong to the sentence; a closing bracket does too, unless it was opened in the address. */
function withoutStops(address: string): string {
  const last = address.at(-1) ?? '';
  if (/[.,;:!?*_~]/.test(last)) return withoutStops(address.slice(0, -1));
  const opening = last === ')' ? '(' : last === ']' ? '[' : undefined;
  const lone = opening && address.split(last).length > address.split(opening).length;
  return lone ? withoutStops(address.slice(0, -1)) : address;
}
