import { RoomElement } from '@interview-room/ui';
import { html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { isNumber, recall, remember } from '../storage/memo.js';
import { PaneResizeEvent } from './pane-resize-event.js';
import { styles } from './pane-splitter.styles.js';

const STEP = 2;
const BIG_STEP = 10;

/**
 * The line between two panes. It moves by mouse, touch and pen, by arrow keys, Home and End; a double click or
 * Enter puts it back. It measures along its parent and says where it stands; the parent does the layout.
 *
 * @tag pane-splitter
 * @summary A movable line between two panes.
 * @attr {'vertical' | 'horizontal'} orientation - How the line runs. `vertical` (the default) parts two columns.
 * @attr {number} value - The percentage of the parent that lies before the line.
 * @attr {number} min - The smallest `value`. Default 20.
 * @attr {number} max - The largest `value`. Default 80.
 * @attr {number} reset-value - Where a double click puts it. Default 50.
 * @attr {string} storage-key - Under which name the position is kept in this browser. Without it, it is not kept.
 * @attr {string} label - Its name for assistive technology.
 * @fires {PaneResizeEvent} pane-resize - It was moved; `value` is the new percentage.
 * @csspart line - The line itself.
 */
export class PaneSplitter extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** How the line runs. */
  @property({ reflect: true }) orientation: 'vertical' | 'horizontal' = 'vertical';
  /** The percentage of the parent that lies before the line. */
  @property({ type: Number }) value = 50;
  /** The smallest `value`. */
  @property({ type: Number }) min = 20;
  /** The largest `value`. */
  @property({ type: Number }) max = 80;
  /** Where a double click puts it. */
  @property({ type: Number, attribute: 'reset-value' }) resetValue = 50;
  /** Under which name the position is kept in this browser. */
  @property({ attribute: 'storage-key' }) storageKey = '';
  /** Its name for assistive technology. */
  @property() label = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('storageKey') || !this.storageKey) return;
    const kept = recall(this.storageKey, isNumber);
    if (kept !== undefined) queueMicrotask(() => this.moveTo(kept));
  }

  override render(): TemplateResult {
    return html`<div
      part="line"
      role="separator"
      tabindex="0"
      aria-label=${this.label}
      aria-orientation=${this.orientation}
      aria-valuenow=${Math.round(this.value)}
      aria-valuemin=${this.min}
      aria-valuemax=${this.max}
      @keydown=${this.onKey}
      @dblclick=${() => this.moveTo(this.resetValue, true)}
      @pointerdown=${this.onDown}
      @pointermove=${this.onMove}
      @pointerup=${this.onUp}
      @pointercancel=${this.onUp}
    ></div>`;
  }

  private moveTo(value: number, keep = false): void {
    const next = Math.min(this.max, Math.max(this.min, value));
    if (keep && this.storageKey) remember(this.storageKey, next);
    if (next === this.value) return;
    this.value = next;
    this.dispatchEvent(new PaneResizeEvent(next));
  }

  /** What each key does, as the value it leads to. Arrows follow the eye: in right-to-left pages Left is forward. */
  private target(event: KeyboardEvent): number | undefined {
    const step = event.shiftKey ? BIG_STEP : STEP;
    const [back, forward] = this.orientation === 'vertical' ? this.arrows() : ['ArrowUp', 'ArrowDown'];
    const table: Record<string, number> = { Home: this.min, End: this.max, Enter: this.resetValue };
    if (event.key === back) return this.value - step;
    return event.key === forward ? this.value + step : table[event.key];
  }

  private arrows(): [string, string] {
    return this.rightToLeft() ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  }

  private rightToLeft(): boolean {
    return getComputedStyle(this).direction === 'rtl';
  }

  private onKey(event: KeyboardEvent): void {
    const target = this.target(event);
    if (target === undefined) return;
    event.preventDefault();
    this.moveTo(target, true);
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.internals.states.add('moving');
  }

  private onMove(event: PointerEvent): void {
    const box = this.parentElement?.getBoundingClientRect();
    if (!this.internals.states.has('moving') || !box) return;
    const across = (event.clientX - box.left) / box.width;
    const along = this.rightToLeft() ? 1 - across : across;
    this.moveTo(100 * (this.orientation === 'vertical' ? along : (event.clientY - box.top) / box.height));
  }

  private onUp(): void {
    if (!this.internals.states.delete('moving')) return;
    if (this.storageKey) remember(this.storageKey, this.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pane-splitter': PaneSplitter;
  }
}
