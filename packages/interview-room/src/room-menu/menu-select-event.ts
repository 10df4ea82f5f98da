/** Fact: the person chose an item of a menu. */
export class MenuSelectEvent extends Event {
  /** @param item the `id` of the item that was chosen */
  constructor(readonly item: string) {
    super('menu-select', { bubbles: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'menu-select': MenuSelectEvent;
  }
}
