import type { ServerFrame } from '@interview-room/core/protocol';

/** A frame as it goes over the wire, written once for all who are sent it. */
export class FrameText {
  #framed: Buffer | undefined;

  constructor(
    readonly text: string,
    /** The last entry in it, where it has any. */
    readonly seq?: number,
  ) {}

  static of(frame: ServerFrame): FrameText {
    return new FrameText(JSON.stringify(frame));
  }

  /** As a WebSocket carries it, its header included. */
  get framed(): Buffer {
    return (this.#framed ??= framed(this.text));
  }
}

/** FIN, and that it is text. */
const TEXT = 0x81;

/** A message of RFC 6455 in one frame. What a server sends is not masked, and so is the same for all. */
function framed(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const start = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(start + length);
  bytes[0] = TEXT;
  bytes[1] = start === 2 ? length : start === 4 ? 126 : 127;
  if (start === 4) bytes.writeUInt16BE(length, 2);
  if (start === 10) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.write(text, start);
  return bytes;
}
