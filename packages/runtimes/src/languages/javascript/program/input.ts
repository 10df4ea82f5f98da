import type { Stdio } from '../../../worker/driver.js';
import type { Lifetime } from './lifetime.js';

/** The program's input, for those who wait and those who cannot. */
export class Input {
  private readonly ready: string[] = [];
  private ended = false;

  constructor(
    private readonly io: Stdio,
    private readonly lifetime: Lifetime,
  ) {}

  /** The next line without its newline; null at the end. */
  async line(): Promise<string | null> {
    const raw = await this.rawLine();
    return raw === null ? null : raw.replace(/\r?\n$/, '');
  }

  /** The same with its newline, which the last may lack. */
  async rawLine(): Promise<string | null> {
    const raw = this.ready.shift() ?? (this.ended ? null : await this.lifetime.hold(this.io.readLine()));
    if (raw === null) this.ended = true;
    return raw;
  }

  /** The next line, at once. Throws where the page cannot be waited for. */
  lineSync(): string | null {
    const raw = this.rawSync();
    return raw === null ? null : raw.replace(/\r?\n$/, '');
  }

  /** All there is. */
  allSync(): string {
    let text = '';
    for (let raw = this.rawSync(); raw !== null; raw = this.rawSync()) text += raw;
    return text;
  }

  /** Reads everything before the program starts, for one that will ask for it at once and cannot wait. */
  async readAhead(): Promise<void> {
    for (let raw = await this.io.readLine(); raw !== null; raw = await this.io.readLine())
      this.ready.push(raw);
    this.ended = true;
  }

  /** Whether a line can be had only by waiting. */
  get mustWait(): boolean {
    return this.io.input === 'interactive' && !this.ended;
  }

  private rawSync(): string | null {
    const first = this.ready.shift();
    if (first !== undefined) return first;
    if (this.ended) return null;
    if (this.mustWait)
      throw new Error(
        'Input cannot be waited for here: await a readline question, or call prompt() at the top level or in an async function.',
      );
    const raw = this.io.readLineSync();
    if (raw === null) this.ended = true;
    return raw;
  }
}

/** Programs that take all input at once by `fs.readFileSync(0)`. */
export function readsAllAtOnce(files: Record<string, string>): boolean {
  return Object.values(files).some((text) =>
    /readFileSync\s*\(\s*(?:0\b|['"`]\/dev\/stdin|process\.stdin\.fd)/.test(text),
  );
}
