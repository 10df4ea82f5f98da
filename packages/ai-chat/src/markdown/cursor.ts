/** Reads a line from its left and counts columns as Markdown does: a tab leads to the next multiple of four. */
export class Cursor {
  #at = 0;
  #column = 0;
  /** What is left of a tab of which a part was taken. */
  #owed = 0;

  constructor(private readonly text: string) {}

  /** How many columns of white space come next. */
  indent(): number {
    return this.#white().columns;
  }

  /** Whether nothing but white space is left. */
  blank(): boolean {
    return this.#white().end === this.text.length;
  }

  /** Goes past so many columns of white space, or fewer if there are fewer. */
  skip(columns: number): void {
    let left = columns;
    while (left > 0 && (this.#owed > 0 || isWhite(this.text[this.#at]))) {
      if (this.#owed === 0) this.#owed = this.#widthAt(this.#at++, this.#column);
      const taken = Math.min(left, this.#owed);
      this.#owed -= taken;
      this.#column += taken;
      left -= taken;
    }
  }

  /** Goes past so many characters that are not white space. */
  take(characters: number): void {
    this.#at += characters;
    this.#column += characters;
  }

  /** What is left, white space included. */
  rest(): string {
    return ' '.repeat(this.#owed) + this.text.slice(this.#at);
  }

  #white(): { columns: number; end: number } {
    let end = this.#at;
    let column = this.#column + this.#owed;
    while (isWhite(this.text[end])) column += this.#widthAt(end++, column);
    return { columns: column - this.#column, end };
  }

  #widthAt(at: number, column: number): number {
    return this.text[at] === '\t' ? 4 - (column % 4) : 1;
  }
}

function isWhite(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
