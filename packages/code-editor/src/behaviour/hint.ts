import { Announcer } from '@interview-room/ui';
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** How long the hint is shown, in milliseconds. */
const time = 6000;

/** A sentence that is shown and announced once, when it is first of use, and goes away by itself. */
export class Hint {
  private told = false;
  private shown = false;
  private timer?: ReturnType<typeof setTimeout>;
  private readonly announcer: Announcer;

  constructor(private readonly host: ReactiveControllerHost) {
    this.announcer = new Announcer(host);
  }

  tell(sentence: string): void {
    if (this.told) return;
    this.told = true;
    this.announcer.say(sentence);
    this.show(true);
    this.timer = setTimeout(() => this.show(false), time);
  }

  hide(): void {
    clearTimeout(this.timer);
    if (this.shown) this.show(false);
  }

  render(sentence: string, direction: string): TemplateResult {
    return html`<div class="hint" part="hint" aria-hidden="true" dir=${direction} ?hidden=${!this.shown}>${sentence}</div>
      ${this.announcer.region()}`;
  }

  private show(shown: boolean): void {
    this.shown = shown;
    this.host.requestUpdate();
  }
}
