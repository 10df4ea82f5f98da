import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Who has not pressed a key for so long is not writing any more. */
const IDLE_MS = 4000;

/** Tells when a person begins to write and when they stop: not each key. */
export class Typing implements ReactiveController {
  private typing = false;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    host: ReactiveControllerHost,
    private readonly tell: (typing: boolean) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.set(false);
  }

  set(typing: boolean): void {
    clearTimeout(this.timer);
    if (typing) this.timer = setTimeout(() => this.set(false), IDLE_MS);
    if (typing === this.typing) return;
    this.typing = typing;
    this.tell(typing);
  }
}
