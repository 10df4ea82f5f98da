import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** The least time between two sentences, in milliseconds: a screen reader needs about that to begin one. */
const pause = 1000;

/**
 * A polite live region: `private readonly announcer = new Announcer(this)`, `${this.announcer.region()}` in the
 * template, then `this.announcer.say('2 of 5 tests pass')`. One sentence at a time: of those said while another is
 * fresh only the last is kept, so that a stream of events cannot flood a screen reader.
 */
export class Announcer implements ReactiveController {
  private sentence = '';
  private next = '';
  private timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Has the sentence read out when the person's screen reader is free. */
  say(sentence: string): void {
    this.next = sentence;
    if (this.timer === undefined) this.speak();
  }

  /** The region itself; to be drawn from the start, since one that comes with its text in it is not read. */
  region(): TemplateResult {
    return html`<div class="visually-hidden" role="status" aria-live="polite">${this.sentence}</div>`;
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.next = '';
  }

  private speak = (): void => {
    this.timer = undefined;
    if (!this.next) return;
    // A sentence said twice must differ in the tree, else it is read once.
    this.sentence = this.next === this.sentence ? `${this.next}\u00a0` : this.next;
    this.next = '';
    this.host.requestUpdate();
    this.timer = setTimeout(this.speak, pause);
  };
}
