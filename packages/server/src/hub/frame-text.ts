import type { ServerFrame } from '@interview-room/core/protocol';

/** A frame as it goes over the wire, written once for all who are sent it. */
export class FrameText {
  #bytes: Buffer | undefined;

  constructor(
    readonly text: string,
    /** The last entry in it, where it has any. */
    readonly seq?: number,
  ) {}

  static of(frame: ServerFrame): FrameText {
    return new FrameText(JSON.stringify(frame));
  }

  get bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(this.text));
  }
}
