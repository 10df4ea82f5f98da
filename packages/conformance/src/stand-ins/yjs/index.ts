import { Reply, serve, type House, type Line, type Routes } from '../serve.js';
import type { StandIn, StandInOptions } from '../stand-in.js';
import { Frames, type Frame } from './frames.js';
import { YjsRoom } from './room.js';

export const yWebsocketVariants = ['v2'] as const;
export const hocuspocusVariants = ['v3'] as const;

/** Starts a server of `y-websocket`: the room stands in the address. */
export function startYWebsocket(options: StandInOptions = {}): Promise<StandIn> {
  return serve('y-websocket', yWebsocketVariants, options, (house) => {
    const frames = new Frames(false);
    const roomOf = rooms(frames, house);
    return routes('okay', ({ params }) => (line) => {
      const room = roomOf(params['room'] ?? '');
      room.enter(line);
      room.greet(line);
      line.onFrame((_, bytes) => leniently(() => void room.take(frames.read(bytes), line)));
    });
  });
}

/**
 * Starts a Hocuspocus: each frame begins with its room's name, and who joins gives a token first. The token `wrong` is refused,
 * and who has the token `look` may only look; all others get in.
 */
export function startHocuspocus(options: StandInOptions = {}): Promise<StandIn> {
  return serve('hocuspocus', hocuspocusVariants, options, (house) => {
    const frames = new Frames(true);
    const roomOf = rooms(frames, house);
    return routes('Welcome to Hocuspocus!', () => (line) => {
      const guest = new Guest(line, frames, roomOf);
      line.onFrame((_, bytes) => leniently(() => guest.hear(frames.read(bytes))));
    });
  });
}

/** One connection to a Hocuspocus, which may be in several rooms. */
class Guest {
  readonly #in = new Map<string, { room: YjsRoom; looks: boolean }>();

  constructor(
    private readonly line: Line,
    private readonly frames: Frames,
    private readonly roomOf: (name: string) => YjsRoom,
  ) {}

  hear(frame: Frame): void {
    if (frame.kind === 'auth') return this.#authenticate(frame);
    const here = this.#in.get(frame.room);
    if (!here) return;
    const { room, looks } = here;
    const writes = frame.kind === 'update' || frame.kind === 'step2';
    if (writes && looks) return this.line.send(this.frames.status(frame.room, false));
    if (room.take(frame, this.line)) this.line.send(this.frames.status(frame.room, true));
    // What this one has and the server lacks is asked for once it has asked.
    if (frame.kind === 'step1') room.greet(this.line);
  }

  #authenticate({ room: name, text }: Frame): void {
    if (text === 'wrong') return this.line.send(this.frames.auth(name, 1, 'permission-denied'));
    const looks = text === 'look';
    if (!this.#in.has(name)) {
      const room = this.roomOf(name);
      this.#in.set(name, { room, looks });
      room.enter(this.line);
    }
    this.line.send(this.frames.auth(name, 2, looks ? 'readonly' : 'read-write'));
  }
}

const routes = (words: string, take: NonNullable<Routes['sockets']>[string]): Routes => ({
  // Whatever is asked.
  http: {},
  missing: () => new Reply(200, words, { 'content-type': 'text/plain' }),
  sockets: { '/*room': take },
});

function rooms(frames: Frames, { faults }: House): (name: string) => YjsRoom {
  const all = new Map<string, YjsRoom>();
  return (name) => {
    const room = all.get(name) ?? new YjsRoom(name, frames, faults);
    all.set(name, room);
    return room;
  };
}

/** A frame that is none changes nothing. */
function leniently(work: () => void): void {
  try {
    work();
  } catch {
    // Those servers say so to their operator, and to nobody else.
  }
}
