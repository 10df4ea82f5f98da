/** A zip of small texts, stored as they are: what some services take several files in. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const data = encoder.encode(text);
    const head: Field[] = [
      20,
      0x0800,
      0,
      0,
      0x21,
      [crc32(data)],
      [data.length],
      [data.length],
      name.length,
      0,
    ];
    const entry = join([packed([[0x04034b50], ...head]), name, data]);
    local.push(entry);
    central.push(packed([[0x02014b50], 20, ...head, 0, 0, 0, [0], [offset]]), name);
    offset += entry.length;
  }
  const list = join(central);
  const count = Object.keys(files).length;
  return join([...local, list, packed([[0x06054b50], 0, 0, count, count, [list.length], [offset], 0])]);
}

type Field = number | readonly [number];

/** Numbers as they stand in a zip: two bytes each, four for those in brackets. */
function packed(fields: readonly Field[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.length * 4));
  let at = 0;
  for (const field of fields) {
    if (typeof field === 'number') view.setUint16(at, field, true);
    else view.setUint32(at, field[0], true);
    at += typeof field === 'number' ? 2 : 4;
  }
  return new Uint8Array(view.buffer, 0, at);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
