/** What a line editor needs of its surroundings. */
export interface LineHost {
  /** Draws on the terminal. */
  echo(text: string): void;
  /** A line is done; `null` is the end of input. */
  send(line: string | null): void;
}

/** How much may be typed before the program asks. */
const AHEAD = 10_000;
const KEYS = /\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|\r\n|[\s\S]/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** How many cells of the terminal a text takes. */
function cells(text: string): number {
  let sum = 0;
  for (const char of text) sum += WIDE.test(char) ? 2 : /\p{M}|\u200d/u.test(char) ? 0 : 1;
  return sum;
}
const back = (text: string): string => '\b'.repeat(cells(text));
const last = (text: string): string => [...text].at(-1) ?? '';
const first = (text: string): string => [...text][0] ?? '';

/** One line of input, edited as it is typed. What is typed before the program waits is kept, and drawn when it does. */
export class LineEditor {
  private before = '';
  private after = '';
  private ahead: string[] = [];
  private active = false;

  constructor(private readonly host: LineHost) {}

  /** The program begins to wait for a line. */
  wait(): void {
    if (this.active) return;
    this.active = true;
    const keys = this.ahead.splice(0);
    for (const key of keys) this.press(key);
  }

  /** The run is over: nothing is waited for. */
  reset(): void {
    this.before = this.after = '';
    this.ahead = [];
    this.active = false;
  }

  /** Takes what the terminal says was typed or pasted. */
  feed(data: string): void {
    for (const [key] of data.matchAll(KEYS)) this.press(key);
  }

  private press(key: string): void {
    if (!this.active) {
      if (this.ahead.length < AHEAD) this.ahead.push(key);
      return;
    }
    const act = ACTIONS[key];
    if (act) this[act]();
    else if (!/^[\x00-\x1f\x7f-\x9f]/.test(key)) this.insert(key);
  }

  private insert(char: string): void {
    this.before += char;
    this.host.echo(char + this.after + back(this.after));
  }

  protected enter(): void {
    const line = this.before + this.after;
    this.host.echo(this.after);
    this.before = this.after = '';
    this.active = false;
    this.host.send(line);
  }

  protected end(): void {
    if (this.before || this.after) return;
    this.active = false;
    this.host.send(null);
  }

  protected backspace(): void {
    this.remove(last(this.before));
  }

  protected clear(): void {
    this.remove(this.before);
  }

  protected delete(): void {
    if (!this.after) return;
    this.right();
    this.backspace();
  }

  protected left(): void {
    this.goLeft(last(this.before));
  }

  protected home(): void {
    this.goLeft(this.before);
  }

  protected right(): void {
    this.goRight(first(this.after));
  }

  protected toEnd(): void {
    this.goRight(this.after);
  }

  /** Takes out what stands right before the cursor, and draws the rest of the line again. */
  private remove(text: string): void {
    if (!text) return;
    this.before = this.before.slice(0, this.before.length - text.length);
    this.host.echo(`${back(text)}\x1b[J${this.after}${back(this.after)}`);
  }

  private goLeft(text: string): void {
    this.before = this.before.slice(0, this.before.length - text.length);
    this.after = text + this.after;
    this.host.echo(back(text));
  }

  private goRight(text: string): void {
    this.before += text;
    this.after = this.after.slice(text.length);
    this.host.echo(text);
  }
}

type Action = 'enter' | 'end' | 'backspace' | 'clear' | 'delete' | 'left' | 'right' | 'home' | 'toEnd';
const ACTIONS: Record<string, Action | undefined> = {
  '\r': 'enter',
  '\n': 'enter',
  '\r\n': 'enter',
  '\x04': 'end',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x15': 'clear',
  '\x1b[3~': 'delete',
  '\x1b[D': 'left',
  '\x1b[C': 'right',
  '\x1b[H': 'home',
  '\x1b[F': 'toEnd',
  '\x01': 'home',
  '\x05': 'toEnd',
};
