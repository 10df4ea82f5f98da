import { charCodeAt, slice } from './intrinsics.js';

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** How many bytes the letter at `index` takes, and how many UTF-16 units: both are 4 and 2 for a surrogate pair. */
function widthAt(value: string, index: number): number {
  const unit = charCodeAt(value, index);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (isHigh(unit) && index + 1 < value.length && (charCodeAt(value, index + 1) & 0xfc00) === 0xdc00)
    return 4;
  return 3;
}

/** The length in bytes of a text in UTF-8. */
export function utf8Length(value: string): number {
  let bytes = 0;
  for (let i = 0; i < value.length; i++) {
    const width = widthAt(value, i);
    bytes += width;
    if (width === 4) i++;
  }
  return bytes;
}

/** The longest head of a text that takes no more than `limit` bytes and splits no letter. */
export function headOf(value: string, limit: number): string {
  let bytes = 0;
  let i = 0;
  while (i < value.length) {
    const width = widthAt(value, i);
    if (bytes + width > limit) break;
    bytes += width;
    i += width === 4 ? 2 : 1;
  }
  return slice(value, 0, i);
}
