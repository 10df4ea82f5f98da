/** What holds other blocks. */
export type Container = Quote | Item;

export interface Quote {
  readonly kind: 'quote';
}

/** An item of a list. */
export interface Item {
  readonly kind: 'item';
  /** By how many columns its content is indented. */
  readonly width: number;
  /** What its list is known by: the bullet, or the character behind the number. */
  readonly marker: string;
  /** Its number, if its list is numbered. */
  readonly number?: number;
}

/** The beginning of a block that holds text. */
export type Start =
  | { kind: 'paragraph' }
  | { kind: 'heading'; level: number }
  | { kind: 'underline'; level: number }
  | { kind: 'rule' }
  | { kind: 'fence'; mark: string; indent: number; info: string }
  | { kind: 'indented' }
  | { kind: 'html'; end: RegExp | undefined }
  | { kind: 'math'; end: string; whole: boolean }
  | { kind: 'table'; align: readonly Align[] }
  | { kind: 'definition'; label: string; href: string; title: string };

export type Align = 'left' | 'center' | 'right' | '';

/** What is open where a line begins. */
export interface Open {
  readonly containers: readonly OpenContainer[];
  readonly leaf: OpenLeaf | undefined;
}

/** A container that a line may go on. */
export interface OpenContainer {
  readonly is: Container;
  /** There is no block in it yet. */
  readonly empty: boolean;
  /** It is over, and only kept because its list may go on. */
  readonly over: boolean;
}

/** The block that takes text now. */
export type OpenLeaf =
  | { readonly kind: 'paragraph'; readonly lastLine: string }
  | { readonly kind: 'fence'; readonly mark: string; readonly indent: number }
  | { readonly kind: 'html'; readonly end: RegExp | undefined }
  | { readonly kind: 'math' | 'indented' | 'table' };

/** What a line does to what is open. */
export interface Plan {
  /** So many of the open containers go on. */
  readonly matched: number;
  /** These begin in them. */
  readonly opens: readonly Container[];
  /** `more`: the open leaf goes on; `close`: the line is its end; `blank`: nothing is on it; else a leaf that begins. */
  readonly does: 'more' | 'close' | 'blank' | Start;
  /** What is left of the line for the leaf. */
  readonly text: string;
}
