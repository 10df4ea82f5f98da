import { guarded, type Decode, type Host } from './host.js';

/** A view of the bytes of anything that holds some. */
export function bytesOf(source: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

/** `TextEncoder`, `TextDecoder`, `atob`, `btoa`. */
export function makeText(host: Host): Record<string, unknown> {
  const { encode, decoder, fromBase64, toBase64 } = host;
  const broken = (what: string) => (): Error => new TypeError(`The ${what} could not be read.`);

  class TextEncoder {
    readonly encoding = 'utf-8';
    encode(value: unknown = ''): Uint8Array {
      const text = String(value);
      const room = new Uint8Array(text.length * 3);
      return room.slice(
        0,
        guarded(() => encode(text, room), broken('text')),
      );
    }
    encodeInto(value: unknown, into: Uint8Array): { read: number; written: number } {
      const bytes = this.encode(value);
      let written = bytes.length < into.length ? bytes.length : into.length;
      while (written < bytes.length && ((bytes[written] ?? 0) & 0xc0) === 0x80) written--;
      into.set(bytes.subarray(0, written));
      return { read: new TextDecoder().decode(bytes.subarray(0, written)).length, written };
    }
  }

  class TextDecoder {
    readonly encoding: string;
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    readonly #decode: Decode;
    constructor(label: unknown = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
      this.encoding = String(label).toLowerCase();
      this.fatal = fatal;
      this.ignoreBOM = ignoreBOM;
      const { encoding } = this;
      this.#decode = guarded(
        () => decoder(encoding, fatal, ignoreBOM),
        () => new RangeError(`The encoding "${encoding}" is not known.`),
      );
    }
    decode(source?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string {
      const bytes = source === undefined ? undefined : bytesOf(source);
      const stream = options?.stream === true;
      const decode = this.#decode;
      return guarded(() => decode(bytes, stream), broken('data'));
    }
  }

  const bad = (): Error => new TypeError('The text is not correctly encoded.');
  return {
    TextEncoder,
    TextDecoder,
    atob: (text: unknown) => base64(() => fromBase64(`${String(text)}`), bad),
    btoa: (text: unknown) => base64(() => toBase64(`${String(text)}`), bad),
  };
}

const base64 = (call: () => string, bad: () => Error): string => guarded(call, bad);
