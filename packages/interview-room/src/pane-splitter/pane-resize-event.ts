/** Fact: the splitter stands somewhere else now. `value` is the percentage of its parent that lies before it. */
export class PaneResizeEvent extends Event {
  constructor(readonly value: number) {
    super('pane-resize', { bubbles: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pane-resize': PaneResizeEvent;
  }
}
