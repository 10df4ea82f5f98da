/**
 * Changes to a text that keep its lines. Code enters the engine changed (imports become look-ups), and every line
 * must stay where the person wrote it; columns are found back through the list of changes.
 */
interface Edit {
  start: number;
  end: number;
  text: string;
}

export class Edits {
  private readonly list: Edit[] = [];
  private head = '';

  constructor(private readonly source: string) {}

  replace(start: number, end: number, text: string): void {
    this.list.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  /** Puts text before everything; it must not have a line break. */
  prepend(text: string): void {
    this.head = text + this.head;
  }

  /** Takes a stretch out, leaving blanks, so that nothing after it moves. */
  blank(start: number, end: number): void {
    this.replace(start, end, this.source.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, ' '));
  }

  toString(): string {
    let text = this.head;
    let from = 0;
    for (const edit of this.sorted()) {
      text += this.source.slice(from, edit.start) + edit.text;
      from = edit.end;
    }
    return text + this.source.slice(from);
  }

  /** The column of the source (from 1) that a column of the result came from. */
  columnOf(line: number, column: number): number {
    const start = lineStart(this.source, line);
    let shift = line === 1 ? this.head.length : 0;
    for (const edit of this.sorted()) {
      if (edit.start < start) continue;
      const at = edit.start - start + shift;
      if (column - 1 < at) break;
      if (column - 1 < at + edit.text.length) return edit.start - start + 1;
      shift += edit.text.length - (edit.end - edit.start);
    }
    return Math.max(1, column - shift);
  }

  private sorted(): Edit[] {
    return [...this.list].sort((a, b) => a.start - b.start || a.end - b.end);
  }
}

function lineStart(source: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = source.indexOf('\n', at);
    if (next < 0) break;
    at = next + 1;
  }
  return at;
}
