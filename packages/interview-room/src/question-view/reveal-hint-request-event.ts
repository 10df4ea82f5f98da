/** Request: show one hint more. If nobody prevents it, the view shows it by itself. */
export class RevealHintRequestEvent extends Event {
  constructor() {
    super('reveal-hint-request', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'reveal-hint-request': RevealHintRequestEvent;
  }
}
