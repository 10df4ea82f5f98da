/** So much is remembered of what the stream said while a request was under way, in characters. */
const MOST = 64 * 1024;

/**
 * What a shell prints comes on a stream, or in the reply to what was typed; or both. Here it goes through once, in the order in
 * which it came first.
 */
export class Once {
  /** What the stream said since the request was made that is under way; undefined where none is. */
  private since: string | undefined;
  /** What a reply said, and the stream may say again. */
  private expected = '';

  constructor(private readonly output: (text: string) => void) {}

  /** A request is made. */
  ask(): void {
    this.since = '';
  }

  /** The stream said something. */
  streamed(text: string): void {
    const rest = this.unexpected(text);
    if (rest === '') return;
    if (this.since !== undefined) this.since = (this.since + rest).slice(-MOST);
    this.output(rest);
  }

  /** The reply came, and said this. */
  replied(text: string): void {
    const since = this.since ?? '';
    this.since = undefined;
    if (text === '' || since.includes(text)) return;
    const rest = since !== '' && text.startsWith(since) ? text.slice(since.length) : text;
    if (this.expected.length + rest.length <= MOST) this.expected += rest;
    this.output(rest);
  }

  /** What the stream may have said again, it has by now. */
  forget(): void {
    this.expected = '';
  }

  /** What of a text of the stream was not said by a reply. */
  private unexpected(text: string): string {
    const { expected } = this;
    if (expected === '') return text;
    if (expected.startsWith(text)) {
      this.expected = expected.slice(text.length);
      return '';
    }
    if (!text.startsWith(expected)) return text;
    this.expected = '';
    return text.slice(expected.length);
  }
}
