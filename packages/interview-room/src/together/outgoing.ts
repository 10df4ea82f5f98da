/** Words on their way into the room. */
export interface Sending {
  readonly id: string;
  readonly text: string;
  /** The place in the log that they are about. */
  readonly moment?: number;
  /** They were not taken. */
  readonly failed?: boolean;
}

/** What was sent and is not in the room yet, oldest first: there to be seen, and to be sent again where it was not taken. */
export class Outgoing {
  list: readonly Sending[] = [];

  constructor(private readonly changed: () => void) {}

  /** Keeps words in the list until they are written; in the place of some that were not taken, where they `replace` those. */
  async send(words: Omit<Sending, 'id'>, write: () => Promise<unknown>, replaces?: string): Promise<void> {
    const sending: Sending = { ...words, id: crypto.getRandomValues(new Uint32Array(2)).join('-') };
    this.show([...this.list.filter(({ id }) => id !== replaces), sending]);
    try {
      await write();
      this.show(this.list.filter(({ id }) => id !== sending.id));
    } catch {
      this.show(this.list.map((each) => (each.id === sending.id ? { ...each, failed: true } : each)));
    }
  }

  private show(list: readonly Sending[]): void {
    this.list = list;
    this.changed();
  }
}
