import { icon, type IconShapes } from '@interview-room/ui';
import { check, copy, info, pencil, rotateCcw, thumbsDown, thumbsUp } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '../talk/entry.js';
import type { Rating } from '../events.js';
import type { Desk } from './desk.js';
import { offersRetry } from './failure.js';
import { clockTime, duration } from './measures.js';

/** What of a message's own is shown: it was just copied; its time and use are wanted. */
export interface Shown {
  /** The message has been in sight: before that, its buttons only have their place. */
  readonly drawn: boolean;
  /** Its buttons are stops of the Tab key. */
  readonly stop: boolean;
  readonly copied: boolean;
  readonly details: boolean;
  copy(): void;
  toggle(): void;
}

interface Button {
  shapes: IconShapes;
  label: string;
  stop: boolean;
  act(): void;
  pressed?: boolean;
  expanded?: boolean;
}

const button = ({ shapes, label, stop, act, pressed, expanded }: Button): TemplateResult => html`<button
  class="act"
  tabindex=${stop ? 0 : -1}
  aria-label=${label}
  title=${label}
  aria-pressed=${pressed ?? nothing}
  aria-expanded=${expanded ?? nothing}
  @click=${act}
>
  ${icon(shapes)}
</button>`;

/** What can be done with a message that is there in full. */
export function actions(entry: Entry, desk: Desk, shown: Shown): TemplateResult | typeof nothing {
  const { words, acts, mute, busy } = desk;
  if (entry.growing) return nothing;
  if (!shown.drawn) return html`<div class="actions"></div>`;
  const { stop } = shown;
  const mine = entry.message.role === 'user';
  const copied = words.term(shown.copied ? 'copied' : 'copyMessage');
  const last = entry === desk.last;
  const { text, calls } = entry.message;
  const again = !mine && last && !mute && !busy && !offersRetry(entry, desk);
  return html`<div class="actions" part="message-actions">
    ${text ? button({ shapes: shown.copied ? check : copy, label: copied, act: shown.copy, stop }) : nothing}
    ${mine && !mute ? button({ shapes: pencil, label: words.term('edit'), act: () => acts.edit(entry), stop }) : nothing}
    ${!mine && (text || calls?.length) ? thumbs(entry, desk, stop) : nothing}
    ${again ? button({ shapes: rotateCcw, label: words.term('again'), act: acts.retry, stop }) : nothing}
    ${button({ shapes: info, label: words.term('details'), act: shown.toggle, expanded: shown.details, stop })}
    ${shown.details ? html`<span class="details" part="details">${details(entry, desk)}</span>` : nothing}
    ${!mine && last ? html`<slot name="message-actions"></slot>` : nothing}
  </div>`;
}

function thumbs(entry: Entry, { words, acts, rating }: Desk, stop: boolean): TemplateResult | typeof nothing {
  const rated = rating(entry);
  if (rated === undefined) return nothing;
  const one = (shapes: IconShapes, value: Exclude<Rating, null>) =>
    button({
      shapes,
      label: words.term(value),
      stop,
      pressed: rated === value,
      act: () => acts.rate(entry, rated === value ? null : value),
    });
  return html`${one(thumbsUp, 'up')}${one(thumbsDown, 'down')}`;
}

/** `12:03 · small-model · 410 tokens in, 98 out · 3.2 s` */
function details({ message, tookMs }: Entry, { words }: Desk): string {
  const { at, model, usage } = message;
  const count = (tokens = 0) => words.number(tokens);
  return [
    clockTime(words, at),
    model,
    usage && words.term('tokens', count(usage.inputTokens), count(usage.outputTokens)),
    tookMs !== undefined && duration(words, tookMs),
  ]
    .filter(Boolean)
    .join(' · ');
}
