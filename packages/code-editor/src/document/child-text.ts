import type { ReactiveController, ReactiveControllerHost } from 'lit';

const holders = ':scope > script[type="text/plain"], :scope > pre';

/**
 * The text that a page's author wrote between the tags, in a `<script type="text/plain">` or a `<pre>`. The parser
 * may upgrade the element before it has read its children, so they are watched.
 */
export class ChildText implements ReactiveController {
  private observer?: MutationObserver;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer ??= new MutationObserver(this.changed);
    this.observer.observe(this.host, { childList: true, characterData: true, subtree: true });
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }

  /** The text, without the indentation that it owes to its page; undefined where no child holds one. */
  read(): string | undefined {
    const holder = this.host.querySelector(holders);
    return holder ? dedent(holder.textContent ?? '') : undefined;
  }
}

/** Drops a blank first and last line, and the white space that all other lines begin with. */
export function dedent(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (lines.length > 1 && blank(lines[0])) lines.shift();
  const closed = lines.length > 1 && blank(lines.at(-1));
  if (closed) lines.pop();
  const margin = commonMargin(lines);
  const inner = lines.map((line) => (blank(line) ? '' : line.slice(margin.length))).join('\n');
  return closed ? `${inner}\n` : inner;
}

function commonMargin(lines: readonly string[]): string {
  const margins = lines.filter((line) => !blank(line)).map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  return margins.reduce((common, margin) => shared(common, margin), margins[0] ?? '');
}

function shared(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

function blank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === '';
}
