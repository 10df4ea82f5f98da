import type { ChatEvent, Dialect } from '../../src/streams/events.js';

/** An answer as it comes over a wire, and what it means. */
export interface Fixture {
  readonly name: string;
  readonly dialect: Dialect;
  readonly body: string;
  readonly events: readonly ChatEvent[];
}

/** A frame: its data, or the name of its event and its data. Text goes as it is. */
export type FrameLike = object | string | readonly [event: string, data: object | string | null];

const textOf = (data: object | string | null): string =>
  typeof data === 'string' ? data : JSON.stringify(data);

/** Frames as server-sent events. */
export function sse(frames: readonly FrameLike[]): string {
  return frames
    .map((frame) =>
      Array.isArray(frame)
        ? `event: ${frame[0]}\ndata: ${textOf(frame[1] as object)}\n\n`
        : `data: ${textOf(frame as object)}\n\n`,
    )
    .join('');
}

/** Frames that name their event by the `type` in them. */
export const typed = (
  frames: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[],
): string => sse(frames.map((frame) => [frame.type, frame] as const));
