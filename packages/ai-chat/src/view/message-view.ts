import { html, nothing, render, type TemplateResult } from 'lit';
import type { Entry } from '../talk/entry.js';
import { actions } from './actions.js';
import { stateOf, type Desk } from './desk.js';
import { ending } from './failure.js';
import { clockTime } from './measures.js';
import { Parts, partsOf } from './parts.js';
import { isStop } from './walk.js';

const COPIED_MS = 1500;
const SECOND = 1000;
const tellsSight = (): boolean => 'oncontentvisibilityautostatechange' in HTMLElement.prototype;

/** One message of the transcript. It draws itself into an element of its own, so that no other is touched. */
export class MessageView {
  readonly root = document.createElement('article');
  private readonly parts?: Parts;
  /** It has been looked at: before that, its buttons only have their place. */
  seen = !tellsSight();
  private desk: Desk;
  private drawn: readonly unknown[] = [];
  private copied = false;
  private details = false;
  private thinks = false;
  private endedAt = 0;
  private timers = new Map<'copied' | 'countdown', ReturnType<typeof setTimeout>>();

  constructor(
    readonly entry: Entry,
    desk: Desk,
  ) {
    this.desk = desk;
    this.root.tabIndex = -1;
    if (!this.seen)
      for (const type of ['focusin', 'pointerenter'])
        this.root.addEventListener(type, this.see, { once: true });
    if (entry.message.role === 'assistant') this.parts = new Parts(desk.markdown);
  }

  /** Draws what has changed since the last time. */
  draw(desk: Desk): void {
    this.desk = desk;
    const { message, live } = this.entry;
    const key = [
      message,
      live,
      this.entry === desk.last,
      desk.known,
      desk.mute,
      desk.busy,
      desk.rating(this.entry),
    ];
    if (key.every((value, at) => value === this.drawn[at])) return;
    const wasLive = this.drawn[1] === true;
    if (wasLive && !live) this.endedAt = Date.now();
    this.drawn = key;
    // What a history says of it may differ from what was read.
    this.parts?.draw(message, this.entry.growing, wasLive && live, desk);
    this.frame();
  }

  /** Draws what came since the last frame. */
  grow(grown = true): void {
    const { message, live } = this.entry;
    this.drawn = [message, ...this.drawn.slice(1)];
    this.parts?.draw(message, live, grown, this.desk);
    if (this.thinks !== thinksOf(this.entry)) this.frame();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.parts?.dispose();
  }

  private frame(): void {
    const { entry, desk } = this;
    const { role, by, at } = entry.message;
    const { words } = desk;
    const who = by ?? words.term(role === 'user' ? 'you' : 'assistant');
    this.root.className = [
      'message',
      role,
      entry.growing ? 'live' : '',
      entry === desk.last ? 'last' : '',
    ].join(' ');
    this.root.setAttribute('part', `message ${role}`);
    this.root.setAttribute('aria-label', words.term('said', who, clockTime(words, at)));
    render(html`${by ? html`<div class="by" dir="auto">${by}</div>` : nothing}${this.content()}`, this.root);
  }

  private content(): TemplateResult {
    const { entry, desk } = this;
    const said = this.parts?.root ?? html`<div class="text" dir="auto">${entry.message.text}</div>`;
    if (entry.message.role === 'system') return html`${said}`;
    return html`${said}${this.thinking()}${ending(entry, desk, this.secondsLeft())}${actions(entry, desk, {
      // The buttons of thousands that are out of sight would be most of what there is to draw.
      drawn: this.seen || entry === desk.last,
      stop: isStop(this.root),
      copied: this.copied,
      details: this.details,
      copy: () => void this.copy(),
      toggle: () => this.toggle(),
    })}`;
  }

  /** Said while nothing else is to be seen: before the answer, and after a tool's result. */
  private thinking(): TemplateResult | typeof nothing {
    this.thinks = thinksOf(this.entry);
    return this.thinks
      ? html`<div class="thinking pulse">${this.desk.words.term('thinking')}</div>`
      : nothing;
  }

  /** It is looked at, or has the focus: its buttons are drawn. */
  readonly see = (): void => {
    if (this.seen) return;
    this.seen = true;
    this.frame();
  };

  private toggle(): void {
    this.details = !this.details;
    this.frame();
  }

  private async copy(): Promise<void> {
    if (!(await this.desk.acts.copy(this.entry))) return;
    this.copied = true;
    this.frame();
    this.later('copied', COPIED_MS, () => (this.copied = false));
  }

  /** How long the model's provider asked to be left alone; drawn anew each second. */
  private secondsLeft(): number {
    const { error } = this.entry.message;
    const until = this.endedAt + (error?.retryAfterMs ?? 0);
    const left = this.endedAt > 0 ? until - Date.now() : 0;
    if (left <= 0) return 0;
    this.later('countdown', left % SECOND || SECOND, () => undefined);
    return Math.ceil(left / SECOND);
  }

  private later(name: 'copied' | 'countdown', ms: number, act: () => void): void {
    clearTimeout(this.timers.get(name));
    const timer = setTimeout(() => {
      act();
      this.frame();
    }, ms);
    this.timers.set(name, timer);
  }
}

function thinksOf({ message, growing }: Entry): boolean {
  const last = partsOf(message).at(-1);
  if (!growing || last?.type !== 'call') return growing && last === undefined;
  const call = message.calls?.find(({ call }) => call === last.call);
  return call !== undefined && stateOf(call, true) !== 'running';
}
