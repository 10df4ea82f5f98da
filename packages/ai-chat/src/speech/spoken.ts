/** How often the region changes, at most: a screen reader needs about that to begin a sentence. */
const PAUSE_MS = 1000;
/** How many of what was said stay, to go back to. */
const KEPT = 20;

/**
 * What screen readers hear of the conversation: whole sentences, politely, each once. A region to which lines are
 * added is read line by line; nothing that was said before is read again.
 */
export class Spoken {
  /** The live region. It has to be in the tree before the first sentence. */
  readonly region = document.createElement('div');
  private fresh: string[] = [];
  private timer?: ReturnType<typeof setTimeout>;

  constructor() {
    this.region.className = 'visually-hidden';
    this.region.setAttribute('role', 'status');
    this.region.setAttribute('aria-live', 'polite');
    this.region.setAttribute('aria-atomic', 'false');
  }

  /** Has sentences read out. */
  say(...sentences: readonly string[]): void {
    this.fresh.push(...sentences);
    if (this.fresh.length > 0) this.timer ??= setTimeout(() => this.speak(), PAUSE_MS / 4);
  }

  /** Says nothing of what it was going to say. */
  hush(): void {
    clearTimeout(this.timer);
    delete this.timer;
    this.fresh = [];
  }

  private speak(): void {
    delete this.timer;
    if (this.fresh.length === 0) return;
    const line = document.createElement('div');
    line.textContent = this.fresh.splice(0).join(' ');
    this.region.append(line);
    while (this.region.childElementCount > KEPT) this.region.firstElementChild?.remove();
    this.timer = setTimeout(() => this.speak(), PAUSE_MS);
  }
}
