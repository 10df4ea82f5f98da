import { createParser, type EventSourceParser } from 'eventsource-parser';
import { parseJson } from './json.js';

/** One message of a stream of server-sent events. */
export interface Frame {
  readonly event?: string;
  readonly data: string;
  /** `data` as JSON; `undefined` if it is none. */
  readonly json: unknown;
}

/** The most that is held back of one frame, or of the arguments of an answer's calls, in characters. */
export const longest = 4 * 1024 * 1024;

/** Something that is bounded went over its bound. */
export class TooLong extends Error {}

/** Cuts the text of a stream of server-sent events into frames, however it comes. */
export class Frames {
  private readonly found: Frame[] = [];
  private readonly parser: EventSourceParser;
  private burst = false;

  constructor() {
    this.parser = createParser({
      maxBufferSize: longest,
      onEvent: ({ event, data }) => {
        this.found.push({ ...(event === undefined ? {} : { event }), data, json: parseJson(data) });
      },
      onError: ({ type }) => {
        this.burst ||= type === 'max-buffer-size-exceeded';
      },
    });
  }

  /** The frames that this text completes. Throws TooLong. */
  push(text: string): Frame[] {
    if (text !== '' && !this.burst) this.parser.feed(text);
    if (this.burst && this.found.length === 0) throw new TooLong();
    return this.found.splice(0);
  }

  /** The last frame, when no blank line closes it. */
  end(): Frame[] {
    return this.push('\n\n');
  }
}
