/** Who has told that they write, and then nothing for so long, writes no more. */
const SILENCE = 6000;

/** Who writes a message at this moment. */
export class Writing {
  private readonly until = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly changed: () => void) {}

  get people(): string[] {
    return [...this.until.keys()];
  }

  heard(person: string, body: unknown): void {
    const stopped = typeof body === 'object' && body !== null && 'typing' in body && body.typing === false;
    this.forget(person);
    if (!stopped)
      this.until.set(
        person,
        setTimeout(() => this.end(person), SILENCE),
      );
    this.changed();
  }

  stop(): void {
    for (const person of this.people) this.forget(person);
  }

  private end(person: string): void {
    this.forget(person);
    this.changed();
  }

  private forget(person: string): void {
    clearTimeout(this.until.get(person));
    this.until.delete(person);
  }
}
