import { readServerFrame, type ClientFrame, type HelloFrame, type ServerFrame } from '../protocol/frames.js';

/** Why a link ended: the codes are those of WebSockets, also where it is none. */
export interface Closed {
  code: number;
  reason: string;
}

/** What a link tells. Nothing more after `closed`, and nothing after `close()`. */
export interface LinkEvents {
  /** The backend answers; whether it lets one in, its first frame says. */
  opened(): void;
  frame(frame: ServerFrame): void;
  closed(why: Closed): void;
}

/** One connection to a room, from hello to its end. It is never mended: another is opened. */
export interface Link {
  send(frame: ClientFrame): void;
  close(): void;
}

/** The port: how a link is opened. The hello leaves as soon as it can. */
export type OpenLink = (hello: HelloFrame, on: LinkEvents) => Link;

/** Ended without a word. */
export const BROKEN = 1006;
/** What came is no frame. */
const UNREADABLE = 1002;

/** Hands on a frame from its text. Types that are not known are passed over; what is no frame at all ends the link. */
export function hear(text: string, on: LinkEvents): void {
  const read = readServerFrame(text);
  if ('frame' in read) on.frame(read.frame);
  else if ('problem' in read) on.closed({ code: UNREADABLE, reason: read.problem });
}

/** Lets events through until the link ends, from either side. */
export function untilClosed(on: LinkEvents): LinkEvents & { end(): void } {
  let over = false;
  const unlessOver =
    <Args extends unknown[]>(work: (...args: Args) => void) =>
    (...args: Args) =>
      over ? undefined : work(...args);
  return {
    opened: unlessOver(() => on.opened()),
    frame: unlessOver((frame: ServerFrame) => on.frame(frame)),
    closed: unlessOver((why: Closed) => {
      over = true;
      on.closed(why);
    }),
    end: () => void (over = true),
  };
}
