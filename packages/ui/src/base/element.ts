import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { base } from './base.styles.js';
import { tokens } from './tokens.styles.js';

/** How an element is coloured: `auto` follows the page's `color-scheme`, or the system's where the page names none. */
export type Theme = 'auto' | 'light' | 'dark';

/**
 * The base of every Interview Room element.
 *
 * @attr {'auto' | 'light' | 'dark'} theme - Colours. Default `auto`.
 */
export class RoomElement extends LitElement {
  static override styles: CSSResultGroup = [tokens, base];

  /** Colours: `auto` follows the page's `color-scheme`, or the system's where the page names none. */
  @property({ reflect: true }) theme: Theme = 'auto';

  protected readonly internals: ElementInternals = this.attachInternals();

  override connectedCallback(): void {
    super.connectedCallback();
    this.followPageScheme();
  }

  /** A page that declares a `color-scheme` is followed; a page that says nothing gets the system's. */
  private followPageScheme(): void {
    const follows = this.isInside() || schemeOf(this.parentElement ?? document.documentElement) !== 'normal';
    if (follows) this.internals.states.add('page-scheme');
    else this.internals.states.delete('page-scheme');
  }

  /** Whether another of ours is around it, which has a scheme for certain. To ask the page costs a whole layout. */
  private isInside(): boolean {
    const root = this.getRootNode();
    return root instanceof ShadowRoot && root.host instanceof RoomElement;
  }
}

const schemeOf = (element: Element): string => getComputedStyle(element).colorScheme;
