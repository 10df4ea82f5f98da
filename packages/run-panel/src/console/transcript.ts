import { plain } from './ansi.js';

/** Where a piece of text came from: the program's two outputs, or the keyboard. */
export type Stream = 'stdout' | 'stderr' | 'stdin';
export interface Piece {
  readonly stream: Stream;
  text: string;
}

/** How many characters are kept. What is older is let go. */
const KEPT = 2_000_000;
/** Small pieces are joined up to this, so that a million of them cost little. */
const PIECE = 16_384;

/** The output that is kept for copying and for drawing the terminal again, within a bound. */
export class Transcript {
  private pieces: Piece[] = [];
  private first = 0;
  private size = 0;
  private lost = false;

  add(stream: Stream, text: string): void {
    const last = this.pieces.at(-1);
    if (
      last &&
      this.pieces.length > this.first &&
      last.stream === stream &&
      last.text.length + text.length <= PIECE
    )
      last.text += text;
    else this.pieces.push({ stream, text });
    this.size += text.length;
    while (this.size > KEPT && this.pieces.length - this.first > 1) this.drop();
  }

  clear(): void {
    this.pieces = [];
    this.first = 0;
    this.size = 0;
    this.lost = false;
  }

  get empty(): boolean {
    return this.size === 0;
  }

  /** Whether the beginning had to be let go. */
  get cut(): boolean {
    return this.lost;
  }

  all(): readonly Piece[] {
    return this.pieces.slice(this.first);
  }

  /** As plain text: everything that was seen, or only what the program printed. */
  text(which: 'seen' | 'printed' = 'seen'): string {
    const wanted = this.all().filter((piece) => which === 'seen' || piece.stream !== 'stdin');
    return plain(wanted.map((piece) => piece.text).join(''));
  }

  private drop(): void {
    this.size -= this.pieces[this.first]?.text.length ?? 0;
    this.lost = true;
    this.first++;
    if (this.first < 64) return;
    this.pieces = this.pieces.slice(this.first);
    this.first = 0;
  }
}
