/*
 * Nearly every update is a piece of text put beside another, or something deleted, and to read it as Yjs does takes a
 * backend longer than to hash it. Such updates are gone through here, by the same format (V1); anything else, all that is
 * broken among it, is left to Yjs. A test holds the two together.
 */

/** Of a struct's first byte: what it holds, and whether it names what is to its left and to its right. */
const CONTENT = 0x1f;
const TEXT = 4;
const LEFT = 0x80;
const RIGHT = 0x40;

/** The numbers that a plain update writes under; nothing if it is not plain. */
export function plainClients(bytes: Uint8Array): Set<number> | undefined {
  const reader = new Reader(bytes);
  const clients = new Set<number>();
  for (let left = reader.number(); left > 0; left--) {
    const structs = reader.number();
    const client = reader.number();
    reader.number();
    for (let each = 0; each < structs && reader.good; each++) reader.text();
    if (!reader.good) return;
    if (structs > 0) clients.add(client);
  }
  reader.deletions();
  return reader.ended ? clients : undefined;
}

/** Goes along the bytes as long as they are plain. After that all numbers are 0, so that whatever loops ends. */
class Reader {
  good = true;
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get ended(): boolean {
    return this.good && this.#at === this.bytes.length;
  }

  /** A number in pieces of seven bits, of which six are more than anyone's clock needs. */
  number(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 42 && this.good; factor *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    this.good = false;
    return 0;
  }

  /** A text of ASCII that stands beside something: then it names no file, and cannot be the beginning of one. */
  text(): void {
    const info = this.#byte();
    if ((info & CONTENT) !== TEXT || (info & (LEFT | RIGHT)) === 0) this.good = false;
    if (info & LEFT) this.#id();
    if (info & RIGHT) this.#id();
    const length = this.number();
    if (length === 0) this.good = false;
    for (let each = 0; each < length && this.good; each++) if (this.#byte() > 0x7f) this.good = false;
  }

  deletions(): void {
    for (let clients = this.number(); clients > 0 && this.good; clients--) {
      this.number();
      for (let ranges = this.number(); ranges > 0 && this.good; ranges--) this.#id();
    }
  }

  #id(): void {
    this.number();
    this.number();
  }

  #byte(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) this.good = false;
    return byte ?? 0;
  }
}
