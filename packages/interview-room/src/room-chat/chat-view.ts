import type { ChatMessage, Person } from '@interview-room/core';
import { icon, type Localize } from '@interview-room/ui';
import { check, copy } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/room/en.js';
import { avatar } from '../together/avatar.js';
import { dayOf, type ChatLine } from './chat-lines.js';
import { linkify } from './linkify.js';

/** A message that waits to be written, or was refused. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
  /** It was not taken; a text says why. */
  readonly failed?: boolean | string;
}

/** What the lines of a chat are drawn with. */
export interface ChatView {
  readonly words: Localize<Words>;
  readonly people: readonly Person[];
  readonly you: string;
  /** The message that was just copied. */
  readonly copied?: string;
  readonly time: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

/** The formats for a language: made once, for each costs more than a message does. */
export const formats = (lang: string): Pick<ChatView, 'time' | 'day'> => ({
  time: new Intl.DateTimeFormat(lang, { hour: 'numeric', minute: '2-digit' }),
  day: new Intl.DateTimeFormat(lang, { weekday: 'long', day: 'numeric', month: 'long' }),
});

type NameView = Pick<ChatView, 'words' | 'people' | 'you'>;

/** What a person is called in a chat. */
export const nameOf = ({ words, people, you }: NameView, id: string): string => {
  const name = people.find((person) => person.id === id)?.name ?? words.term('personUnknown');
  return id === you ? words.term('personYou', name) : name;
};

/** A message with what stands above it. Who wrote it is in its part and class, so that other kinds of authors can differ. */
export function renderLine(view: ChatView, { message, day, heading, fresh }: ChatLine): TemplateResult {
  const { words, people, copied } = view;
  const author = people.find(({ id }) => id === message.by);
  const done = copied === message.id;
  const label = words.term(done ? 'chatCopied' : 'chatCopy');
  return html`${day ? html`<li class="rule">${dayWord(view, message.at)}</li>` : nothing}
    ${fresh ? html`<li class="rule fresh">${words.term('chatNew')}</li>` : nothing}
    <li class="message ${author?.role ?? ''}" part="message ${author?.role ?? ''}">
      ${heading ? renderHeading(view, message) : nothing}
      <div class="text" dir="auto">${linkify(message.text)}</div>
      <button class="copy ${done ? 'done' : ''}" data-copy=${message.id} tabindex="-1" aria-label=${label} title=${label}>
        ${icon(done ? check : copy)}
      </button>
    </li>`;
}

/** Who says what stands below. */
export function renderAuthor(view: NameView, by: string): TemplateResult {
  const author = view.people.find(({ id }) => id === by);
  const name = nameOf(view, by);
  return html`${avatar(author ?? { name, color: 0 }, author !== undefined)}<span class="author" dir="auto">${name}</span>`;
}

function renderHeading(view: ChatView, { by, at }: ChatMessage): TemplateResult {
  return html`<div class="heading">
    ${renderAuthor(view, by)}
    <time class="meta" datetime=${new Date(at).toISOString()}>${view.time.format(at)}</time>
  </div>`;
}

function dayWord({ words, day }: ChatView, at: number): string {
  const ago = Math.round((Date.parse(dayOf(Date.now())) - Date.parse(dayOf(at))) / 86_400_000);
  return ago <= 1 ? words.relativeTime(-ago, 'day', { numeric: 'auto' }) : day.format(at);
}

/** A message on its way, or one that did not get there and can be tried again. */
export function renderPending(
  words: Localize<Words>,
  { text, failed }: PendingMessage,
  again: () => void,
): TemplateResult {
  const note = failed
    ? html`<span>${[words.term('chatFailed'), typeof failed === 'string' ? failed : ''].filter(Boolean).join(': ')}</span>
        <button class="bordered" @click=${again}>${words.term('retry')}</button>`
    : words.term('chatSending');
  return html`<li class="pending ${failed ? 'failed' : ''}">
    <div class="text" dir="auto">${linkify(text)}</div>
    <div class="note">${note}</div>
  </li>`;
}
