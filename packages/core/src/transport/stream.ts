import { createParser } from 'eventsource-parser';
import type { Clock } from '../clock.js';
import { readServerFrame, type ClientFrame, type HelloFrame } from '../protocol/frames.js';
import { BROKEN, hear, untilClosed, type Link, type LinkEvents, type OpenLink } from './link.js';
import { Poster } from './poster.js';

/** The backend says something every 15 s. A stream that is silent for longer has ended without saying so. */
const SILENCE = 45_000;
const headers = { 'content-type': 'application/json' };

/** A link where sockets are blocked: what comes is an event stream, what goes is posted. */
export const openStream =
  (url: string, fetcher: typeof fetch, clock: Clock): OpenLink =>
  (hello, on): Link => {
    const [abort, down] = [new AbortController(), untilClosed(on)];
    let heardAt = clock.now();
    const up: LinkEvents = {
      ...down,
      // A reply to what was posted does not prove that the stream still runs: the last thing that came on it does.
      frame: (frame) =>
        clock.now() - heardAt > SILENCE ? down.closed(broken('The stream is silent.')) : down.frame(frame),
    };
    const request: Request = { fetcher, url, signal: abort.signal };
    const poster = new Poster((frames) => post(request, hello, frames, up));
    follow(request, hello, down, () => (heardAt = clock.now()))
      .then(() => down.closed(broken('The stream ended.')))
      .catch((error: unknown) => down.closed(broken(String(error))));
    return {
      send: (frame) => poster.add(frame),
      close() {
        down.end();
        poster.stop();
        abort.abort();
      },
    };
  };

interface Request {
  fetcher: typeof fetch;
  url: string;
  signal: AbortSignal;
}

const broken = (reason: string) => ({ code: BROKEN, reason });

async function follow(request: Request, hello: HelloFrame, on: LinkEvents, heard: () => void): Promise<void> {
  const { fetcher, url, signal } = request;
  const body = JSON.stringify(hello);
  const response = await fetcher(`${url}/stream`, { method: 'POST', headers, body, signal });
  if (!response.ok || !response.body) return refuse(response, on);
  on.opened();
  const parser = createParser({ onEvent: ({ data }) => hear(data, on) });
  const [reader, decoder] = [response.body.getReader(), new TextDecoder()];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    heard();
    parser.feed(decoder.decode(part.value, { stream: true }));
  }
}

/** Posts frames; their answers come back as if on the stream. */
async function post(request: Request, hello: HelloFrame, frames: readonly ClientFrame[], on: LinkEvents) {
  const { fetcher, url, signal } = request;
  try {
    const body = JSON.stringify({ token: hello.token, client: hello.client, frames });
    const response = await fetcher(`${url}/frames`, { method: 'POST', headers, body, signal });
    if (!response.ok) return await refuse(response, on);
    const answer = (await response.json()) as { frames?: unknown };
    for (const frame of Array.isArray(answer.frames) ? answer.frames : []) hear(JSON.stringify(frame), on);
  } catch (error) {
    on.closed(broken(String(error)));
  }
}

/** A refusal comes with its frame; without one the status must do. */
async function refuse(response: Response, on: LinkEvents): Promise<void> {
  const read = readServerFrame(await response.text());
  if ('frame' in read) on.frame(read.frame);
  const final = [400, 401, 403, 404, 410, 413, 429].includes(response.status);
  const code = final ? 4000 + response.status : BROKEN;
  on.closed({ code, reason: `The backend answered ${response.status}.` });
}
