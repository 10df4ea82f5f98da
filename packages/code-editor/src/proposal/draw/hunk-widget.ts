import type { Language } from '@codemirror/language';
import { WidgetType, type EditorView } from '@codemirror/view';
import { icon, ariaShortcut } from '@interview-room/ui';
import { check, x } from '@interview-room/ui/icons';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { ProposalDesk } from '../host.js';
import type { Hunk } from '../hunks.js';
import type { HunkStatus } from '../place.js';
import { acceptKey, rejectKey } from '../proposal.js';
import { caret } from './caret.js';
import { drawLines, growingLines, wholeLines } from './code-lines.js';
import { colored } from './who.js';

/** All that is seen of a hunk. */
export interface HunkSight {
  readonly hunk: Hunk;
  readonly author: string;
  readonly hue: number | undefined;
  readonly index: number;
  readonly total: number;
  readonly status: HunkStatus;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly growing: boolean;
  /** How far into its lines the author is writing. */
  readonly caret: number | undefined;
  readonly readOnly: boolean;
  readonly language: Language | undefined;
  readonly desk: ProposalDesk | undefined;
}

/** The lines that a hunk puts in, and what one can do with it. */
export class HunkWidget extends WidgetType {
  constructor(private readonly sight: HunkSight) {
    super();
  }

  override eq({ sight }: HunkWidget): boolean {
    const { hunk, ...rest } = this.sight;
    const { hunk: other, ...others } = sight;
    const looks = (each: typeof rest) => Object.values(each);
    const same = looks(rest).every((value, index) => value === looks(others)[index]);
    return same && (hunk === other || (this.sight.growing && hunk.insert === other.insert));
  }

  /** A block that is drawn anew counts with this until it is measured: with nothing, what is below would jump. */
  override get estimatedHeight(): number {
    const { hunk, desk } = this.sight;
    const lines = hunk.insert === undefined ? 0 : hunk.insert.split('\n').length;
    return desk ? lines * desk.heights.line + desk.heights.foot : -1;
  }

  override toDOM(view: EditorView): HTMLElement {
    const box = document.createElement('div');
    box.setAttribute('role', 'group');
    const lines = box.appendChild(document.createElement('div'));
    lines.className = 'cm-proposal-lines';
    lines.setAttribute('role', 'insertion');
    box.appendChild(document.createElement('div'));
    this.draw(box, view);
    return box;
  }

  override updateDOM(box: HTMLElement, view: EditorView): boolean {
    this.draw(box, view);
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  private draw(box: HTMLElement, view: EditorView): void {
    const { sight } = this;
    const [lines, foot] = box.children as unknown as [HTMLElement, HTMLElement];
    colored(box, sight.hue);
    box.className = `cm-proposal cm-proposal-${sight.status}`;
    box.dataset['index'] = String(sight.index);
    box.setAttribute('aria-label', this.name());
    drawLines(lines, this.lines());
    lines.hidden = sight.hunk.insert === undefined;
    foot.className = 'cm-proposal-foot';
    foot.dir = sight.desk?.words.dir ?? 'ltr';
    render(this.foot(view), foot);
    this.remember(view, foot);
  }

  private remember(view: EditorView, foot: HTMLElement): void {
    const { desk } = this.sight;
    view.requestMeasure({
      key: desk,
      read: () => foot.offsetHeight,
      write: (height) =>
        desk && height > 0 && Object.assign(desk.heights, { line: view.defaultLineHeight, foot: height + 2 }),
    });
  }

  private lines() {
    const { hunk, author, hue, growing, caret: at, language } = this.sight;
    if (hunk.insert === undefined) return [];
    if (!growing) return wholeLines(hunk.insert, hunk.details?.fresh ?? [], language);
    if (at === undefined) return wholeLines(hunk.insert, [], language);
    return growingLines(hunk.insert, at, caret(author, hue), language);
  }

  private get where(): string {
    const { firstLine, lastLine, desk } = this.sight;
    return desk?.words.lines(firstLine, lastLine) ?? '';
  }

  private name(): string {
    const { index, total, author, desk } = this.sight;
    return desk?.words.change(index + 1, total, author, this.where) ?? '';
  }

  private foot(view: EditorView): TemplateResult {
    const { author, growing, readOnly, status, desk } = this.sight;
    const words = desk?.words;
    return html`<span class="cm-proposal-who">${author}</span>
      ${status === 'conflict' ? html`<span class="cm-proposal-says">${words?.conflict}</span>` : nothing}
      ${growing || readOnly ? nothing : this.buttons(view)}`;
  }

  private buttons(view: EditorView): TemplateResult {
    const { hunk, status, desk } = this.sight;
    const words = desk?.words;
    const stuck = status === 'conflict';
    const accept = html`<button
      type="button"
      class="cm-proposal-accept bordered"
      aria-label=${words?.acceptAt(this.where)}
      aria-keyshortcuts=${ariaShortcut(acceptKey)}
      @click=${() => desk?.decide(view, hunk, true)}
    >
      ${icon(check)} ${words?.accept}
    </button>`;
    return html`${stuck ? nothing : accept}<button
        type="button"
        class="cm-proposal-reject bordered"
        aria-label=${stuck ? words?.dismissAt(this.where) : words?.rejectAt(this.where)}
        aria-keyshortcuts=${ariaShortcut(rejectKey)}
        @click=${() => desk?.decide(view, hunk, false)}
      >
        ${icon(x)} ${stuck ? words?.dismiss : words?.reject}
      </button>`;
  }
}
