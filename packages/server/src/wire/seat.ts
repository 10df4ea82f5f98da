import { PROTOCOL, type Head, type HelloFrame, type Role } from '@interview-room/core/protocol';
import type { Verified } from '../auth/tokens.js';
import type { Context } from '../context.js';
import { FrameText } from '../hub/frame-text.js';
import type { Member, Peer } from '../hub/peer.js';
import { Refusal } from '../hub/refusal.js';
import type { RoomHub } from '../hub/room-hub.js';
import type { Snapshot } from '../log/engine.js';

/** A place in a room, taken by one connection. */
export interface Seat {
  readonly member: Member;
  readonly hub: RoomHub;
  leave(): void;
}

const roleNames: Record<Role, string> = {
  candidate: 'Candidate',
  interviewer: 'Interviewer',
  observer: 'Observer',
  assistant: 'Assistant',
};

/** Who a token speaks for, at a tab. */
export function memberOf(claims: Verified, client: string, asked?: string, known?: string): Member {
  const { sub, role, name, extraTime } = claims;
  const own = asked?.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  // Who comes again without a name keeps theirs.
  return { id: sub, role, name: name ?? (own || known || roleNames[role]), client, extraTime };
}

/** Whether a room is there. Only who has a token for it learns that it is not. */
export async function mustExist(context: Context, room: string): Promise<void> {
  if (!(await context.directory.get(room))) throw new Refusal('room-unknown', 'There is no such room.');
}

/** Answers a hello: seats who says it, sends the welcome and what they do not have. Throws a `Refusal`. */
export async function takeSeat(
  context: Context,
  room: string,
  hello: HelloFrame,
  connect: (member: Member) => Peer,
): Promise<Seat> {
  if (!hello.protocol.includes(PROTOCOL))
    throw new Refusal('protocol', `This backend speaks version ${PROTOCOL} of the wire.`);
  const claims = await context.tokens.verify(hello.token, room);
  await mustExist(context, room);
  const { hub, release } = await context.rooms.hold(room);
  try {
    await headBeyond(context, hub, hello.after);
    const known = hub.state.people.find(({ id }) => id === claims.sub)?.name;
    const member = memberOf(claims, hello.client, hello.name, known);
    await hub.welcome(member);
    const snapshot = hello.snapshot ? await snapshotFor(context, room, member.role, hello.after) : undefined;
    const from = snapshot?.seq ?? hello.after;
    const head = await headBeyond(context, hub, from);
    const peer = connect(member);
    peer.send(welcome(context, head, member, snapshot));
    const exit = hub.enter(peer, from);
    const expiry = expire(peer, claims.exp);
    const leave = () => {
      clearTimeout(expiry);
      exit();
      release();
    };
    return { member, hub, leave };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The end of the log, for someone who has it up to a place. This process may be behind another, from which they come; the
 * log itself is not, and nobody can have more of it than there is.
 */
async function headBeyond({ engine }: Context, hub: RoomHub, place: number): Promise<Head> {
  if (place <= hub.head.seq) return hub.head;
  const head = await engine.head(hub.room);
  if (place > head.seq) throw new Refusal('malformed', `The log of this room ends before entry ${place}.`);
  return head;
}

const snapshotOf = (role: Role) => (role === 'interviewer' ? 'all' : 'public');

async function snapshotFor(
  context: Context,
  room: string,
  role: Role,
  after: number,
): Promise<Snapshot | undefined> {
  const snapshot = await context.engine.loadSnapshot(room, snapshotOf(role));
  return snapshot && snapshot.seq > after ? snapshot : undefined;
}

function welcome(
  { limits }: Context,
  head: Head,
  { id, role, name }: Member,
  snapshot: Snapshot | undefined,
): FrameText {
  const { frameBytes, entriesPerFrame, framesPerSecond } = limits;
  const frame = FrameText.of({
    type: 'welcome',
    protocol: PROTOCOL,
    you: id,
    role,
    name,
    head: { seq: head.seq, hash: head.hash, at: head.at },
    now: Date.now(),
    limits: { frameBytes, entriesPerFrame, framesPerSecond },
  });
  // A snapshot is kept as the wire has it: there is no need to read it only to write it again.
  return snapshot ? new FrameText(`${frame.text.slice(0, -1)},"snapshot":${snapshot.data}}`) : frame;
}

/** The longest that a timer of Node can be. */
const LONGEST = 2 ** 31 - 1;

/** A token is good for as long as it says, not for as long as a connection lasts. */
function expire(peer: Peer, exp: number): NodeJS.Timeout {
  const over = () =>
    peer.end(new Refusal('token-expired', 'This token has expired: ask for a new one.', true));
  return setTimeout(over, Math.min(LONGEST, Math.max(0, exp * 1000 - Date.now()))).unref();
}
