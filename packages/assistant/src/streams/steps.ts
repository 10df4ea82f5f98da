import type { ChatEvent } from './events.js';

/** Says where a new step begins, for wires that do not: where the model speaks after the result of a call. */
export class Steps {
  private resulted = false;

  /** A result came. */
  result(events: ChatEvent[]): ChatEvent[] {
    this.resulted ||= events.length > 0;
    return events;
  }

  /** The model speaks or calls. */
  speak(events: ChatEvent[]): ChatEvent[] {
    if (!this.resulted || events.length === 0) return events;
    this.resulted = false;
    return [{ type: 'step' }, ...events];
  }
}
