import { Pace } from './pace.js';

/** How often something is said, at most. */
const PAUSE_MS = 1000;

/** Says in a polite live region what the status is: each text once, and of a quick succession the last. */
export class Announcer {
  private text = '';
  private readonly pace = new Pace(() => this.speak(), PAUSE_MS);

  constructor(private readonly region: () => HTMLElement | null) {}

  say(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.pace.ask();
  }

  private speak(): void {
    const region = this.region();
    if (region) region.textContent = this.text;
  }
}
