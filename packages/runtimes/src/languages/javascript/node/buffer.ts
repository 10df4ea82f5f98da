/** Node's `Buffer`: a `Uint8Array` with encodings, by the package that bundlers put in its place. */
export interface BufferClass {
  from(data: unknown, encoding?: string): Uint8Array;
  prototype: object;
}

/** Also what gives buffers without naming them. */
export function mentionsBuffer(files: Readonly<Record<string, string>>): boolean {
  return Object.values(files).some((text) =>
    /\bBuffer\b|\brandomBytes\b|['"](?:node:)?buffer['"]/.test(text),
  );
}

/** Few programs use it: it is in the driver, and set up when one does. */
export async function bringBuffer(): Promise<BufferClass> {
  const { Buffer } = (await import('buffer')) as unknown as { Buffer: BufferClass };
  Object.defineProperty(globalThis, 'Buffer', { value: Buffer, writable: true, configurable: true });
  return Buffer;
}
