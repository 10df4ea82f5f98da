import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { copyText } from './clipboard.js';

/** How long it is shown that the output was copied. */
const SHOWN_MS = 2000;

/** Copies, says whether that worked, and remembers for a moment that the output was copied. */
export class Copier implements ReactiveController {
  /** The output was copied just now. */
  done = false;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly told: (done: boolean) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.done = false;
  }

  async copy(text: string): Promise<boolean> {
    const done = await copyText(text, this.host);
    this.told(done);
    return done;
  }

  /** Copies the output, which its button shows. */
  async copyAll(text: string): Promise<void> {
    this.show(await this.copy(text));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(false), SHOWN_MS);
  }

  private show(done: boolean): void {
    this.done = done;
    this.host.requestUpdate();
  }
}
