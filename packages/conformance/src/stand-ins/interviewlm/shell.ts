const PROMPT = '$ ';
const MOST = 100_000;

/** A shell of a few words: enough to see that what is typed arrives, and that what is printed comes once. */
export class Shell {
  /** All that was printed. */
  history = PROMPT;
  columns = 80;
  rows = 24;
  over = false;
  private line = '';

  constructor(private readonly files: () => ReadonlyMap<string, string>) {}

  /** Nobody was at it yet. */
  get fresh(): boolean {
    return this.history === PROMPT;
  }

  /** Takes what is typed, and gives what is printed. */
  feed(data: string): string {
    let out = '';
    for (const key of data) out += this.key(key);
    this.history = (this.history + out).slice(-MOST);
    return out;
  }

  private key(key: string): string {
    if (this.over) return '';
    if (key === '\x03') return this.again('^C\r\n');
    if (key === '\x7f') return this.back();
    if (key !== '\r' && key !== '\n') {
      this.line += key;
      return key;
    }
    const said = this.run(this.line.trim());
    return this.over ? `\r\n${said}` : this.again(`\r\n${said}`);
  }

  private back(): string {
    if (this.line === '') return '';
    this.line = this.line.slice(0, -1);
    return '\b \b';
  }

  private again(said: string): string {
    this.line = '';
    return `${said}${PROMPT}`;
  }

  private run(line: string): string {
    const [word = '', ...rest] = line.split(/\s+/);
    if (word === '') return '';
    if (word === 'echo') return `${rest.join(' ')}\r\n`;
    if (word === 'size') return `${this.columns}x${this.rows}\r\n`;
    if (word === 'ls') return [...this.files().keys()].map((path) => `${path}\r\n`).join('');
    if (word === 'cat') return `${(this.files().get(rest[0] ?? '') ?? 'No such file').replaceAll('\n', '\r\n')}\r\n`; // prettier-ignore
    if (word === 'exit') {
      this.over = true;
      return 'exit\r\n';
    }
    return `${word}: command not found\r\n`;
  }
}
