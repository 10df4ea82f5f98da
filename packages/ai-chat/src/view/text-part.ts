import type { MarkdownStream } from '../markdown/index.js';

/** Text of an answer. What is drawn of it is not touched again; only what came since is handed on. */
export class TextPart {
  readonly type = 'text';
  readonly root = document.createElement('div');
  private stream: MarkdownStream;
  private length = 0;
  private ended = false;

  constructor(private readonly markdown: (target: HTMLElement) => MarkdownStream) {
    this.root.className = 'text';
    this.root.dir = 'auto';
    this.stream = markdown(this.root);
  }

  /**
   * @param live more of it may come
   * @param grown it is known to begin with what it was before, so that this is not looked at: the text is a chain of
   *   pieces, which looking at would join each time
   */
  draw(text: string, live: boolean, grown: boolean): void {
    if (!grown && !text.startsWith(this.stream.text)) this.restart();
    if (this.ended && text.length > this.length) this.restart();
    if (text.length > this.length) this.stream.append(text.slice(this.length));
    this.length = text.length;
    if (live || this.ended) return;
    this.ended = true;
    this.stream.end();
  }

  dispose(): void {
    this.stream.dispose();
  }

  private restart(): void {
    this.stream.dispose();
    this.root.replaceChildren();
    this.stream = this.markdown(this.root);
    this.length = 0;
    this.ended = false;
  }
}
