import type { Stream } from './transcript.js';

const RED = '\x1b[31m';
const RESET = '\x1b[0m';
const DEFAULT = '\x1b[39m';
/** Stands before every line of stderr, so that it is told apart without colour too. */
const MARK = '▎';

/** Makes of the streams' texts one text for the terminal, in which stderr has a colour and a mark at each line. */
export class Marker {
  private stream: Stream = 'stdout';
  private atStart = true;

  mark(stream: Stream, text: string): string {
    if (!text) return '';
    const turn = stream === this.stream ? '' : stream === 'stderr' ? RED : DEFAULT;
    this.stream = stream;
    const marked = stream === 'stderr' ? this.lines(text) : text;
    this.atStart = text.endsWith('\n');
    return turn + marked;
  }

  /** To be written before a new program's output: styles of the one before must not go on. */
  reset(): string {
    this.stream = 'stdout';
    this.atStart = true;
    return RESET;
  }

  private lines(text: string): string {
    const body = text.endsWith('\n') ? text.slice(0, -1) : text;
    // A program's own reset would also end our red: it is set again at each line.
    const marked = body.replaceAll('\n', `\n${RED}${MARK}`);
    return (this.atStart ? RED + MARK : '') + marked + (text.endsWith('\n') ? '\n' : '');
  }
}
