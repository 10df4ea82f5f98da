import { bytesOf } from './text.js';

export interface Coder {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}
interface Blobs {
  Blob: object;
  Response: object;
  textOf(blob: object): string;
}

function joined(parts: readonly unknown[], coder: Coder): Uint8Array<ArrayBuffer> {
  const pieces = parts.map((part) =>
    ArrayBuffer.isView(part) || part instanceof ArrayBuffer ? bytesOf(part) : coder.encode(String(part)),
  );
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** `Blob` and as much of `Response` as is asked of one made in place. */
export function makeBlobs(coder: Coder): Blobs {
  class Body {
    readonly #bytes: Uint8Array<ArrayBuffer>;
    constructor(parts: readonly unknown[]) {
      this.#bytes = joined(parts, coder);
    }
    static bytes(body: Body): Uint8Array<ArrayBuffer> {
      return body.#bytes;
    }
    async text(): Promise<string> {
      return coder.decode(this.#bytes);
    }
    async arrayBuffer(): Promise<ArrayBuffer> {
      return this.#bytes.slice().buffer;
    }
  }
  const { bytes } = Body;
  Reflect.deleteProperty(Body, 'bytes');
  class Blob extends Body {
    readonly type: string;
    constructor(parts: readonly unknown[] = [], { type = '' } = {}) {
      super(parts);
      this.type = type;
    }
    get size(): number {
      return bytes(this).length;
    }
    slice(from?: number, to?: number): Blob {
      return new Blob([bytes(this).slice(from, to)]);
    }
  }
  class Response extends Body {
    readonly ok = true;
    readonly status = 200;
    readonly url = '';
    constructor(body?: unknown) {
      super(body === undefined || body === null ? [] : [body]);
    }
    async json(): Promise<unknown> {
      return JSON.parse(await this.text());
    }
  }
  return { Blob, Response, textOf: (blob) => coder.decode(bytes(blob as Blob)) };
}
