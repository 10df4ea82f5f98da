import { Pace } from './pace.js';

/** How often something is said, at most. */
const PAUSE_MS = 1000;

/** Says in a polite live region what the status is: each text once, and of a quick succession the last. */
export class Announcer {
  private status = '';
  private next = '';
  private readonly pace = new Pace(() => this.speak(), PAUSE_MS);

  constructor(private readonly region: () => HTMLElement | null) {}

  /** The status is this. Said if it was another before. */
  say(status: string): void {
    if (status === this.status) return;
    this.status = status;
    this.tell(status);
  }

  /** Says something in passing. */
  tell(text: string): void {
    this.next = text;
    this.pace.ask();
  }

  private speak(): void {
    const region = this.region();
    if (region) region.textContent = this.next;
  }
}
