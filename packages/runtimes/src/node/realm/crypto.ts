import { guarded, type Host } from './host.js';
import { bytesOf } from './text.js';

const LARGEST = 64;
const failed = (): Error => new TypeError('The algorithm or its data are not supported here.');

/** Random numbers and digests. */
export function makeCrypto({ fill, digest }: Host): object {
  const getRandomValues = <T extends ArrayBufferView>(array: T): T => {
    const bytes = bytesOf(array);
    guarded(() => fill(bytes), failed);
    return array;
  };
  return {
    getRandomValues,
    randomUUID(): string {
      const bytes = getRandomValues(new Uint8Array(16));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
    subtle: {
      async digest(algorithm: string | { name: string }, data: ArrayBuffer | ArrayBufferView) {
        const name = `${typeof algorithm === 'string' ? algorithm : algorithm.name}`;
        const [bytes, into] = [bytesOf(data), new Uint8Array(LARGEST)];
        const size = guarded(() => digest(name, bytes, into), failed);
        return into.slice(0, size).buffer;
      },
    },
  };
}
