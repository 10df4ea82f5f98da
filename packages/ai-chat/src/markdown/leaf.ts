import type { OpenLeaf } from './structure.js';

/** A block that takes text. */
export interface Leaf {
  /** What the next line has to know of it; undefined where no line can go on it. */
  readonly open: OpenLeaf | undefined;
  /** A line begins in it, with this text, which may not be all of it yet. */
  line(text: string): void;
  /** More of that line. */
  grow(text: string): void;
  /** That line is over. */
  endLine(): void;
  /** Shows what has come. Asked at most once a frame. */
  draw(): void;
  /** Nothing more will come: shows it as it stays. */
  close(): void;
}
