/**
 * Keeps WebAssembly from growing past a limit. Every interpreter asks for more memory through `grow`, so refusing
 * there gives the program its language's own clean out-of-memory error. JavaScript's own heap knows no such door.
 */
export interface MemoryGuard {
  /** For the job that begins: how much there may be. */
  limit(bytes: number): void;
  /** Whether growth has been refused since then. */
  refused(): boolean;
  /** The largest memory seen. It never shrinks. */
  used(): number;
}

const PAGE = 65_536;

export function guardMemory(): MemoryGuard {
  const { apply } = Reflect;
  const { prototype } = WebAssembly.Memory;
  const grow = prototype.grow;
  const bufferOf = Object.getOwnPropertyDescriptor(prototype, 'buffer')?.get;
  let most = Infinity;
  let largest = 0;
  let refused = false;
  prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    const bytes = bufferOf ? (apply(bufferOf, this, []) as ArrayBuffer).byteLength : 0;
    if (bytes + pages * PAGE > most) {
      refused = true;
      throw new RangeError('The memory limit was reached.');
    }
    largest = bytes + pages * PAGE > largest ? bytes + pages * PAGE : largest;
    return apply(grow, this, [pages]) as number;
  };
  return {
    limit(bytes) {
      most = bytes;
      refused = false;
    },
    refused: () => refused,
    used: () => largest,
  };
}
