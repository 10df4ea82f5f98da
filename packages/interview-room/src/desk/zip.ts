/** A ZIP without compression (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16): enough for a few text files. */

const UTF8_NAMES = 0x0800;
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Little-endian fields, each a number and its width in bytes. */
function fields(...pairs: [value: number, width: 2 | 4][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [, width]) => sum + width, 0)));
  let at = 0;
  for (const [value, width] of pairs) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Packs texts under their paths. */
export function zip(files: readonly (readonly [path: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bodies: Uint8Array[] = [];
  const index: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of files) {
    const [name, data] = [encoder.encode(path), encoder.encode(text)];
    // Version, flags, method (stored), time and date (1980-01-01), checksum, sizes, name's length, no extra field.
    const common = fields([20, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [33, 2], [crc32(data), 4]);
    const sizes = fields([data.length, 4], [data.length, 4], [name.length, 2], [0, 2]);
    const local = join([fields([0x04034b50, 4]), common, sizes, name, data]);
    const place = fields([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    index.push(join([fields([0x02014b50, 4], [20, 2]), common, sizes, place, name]));
    bodies.push(local);
    offset += local.length;
  }
  const directory = join(index);
  const counts = fields([files.length, 2], [files.length, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return join([...bodies, directory, fields([0x06054b50, 4], [0, 2], [0, 2]), counts]);
}
