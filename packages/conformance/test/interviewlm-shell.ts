import { openBackend } from '@interview-room/backends';
import { Room, type BackendNotice, type Offers, type SocketConstructor } from '@interview-room/core';
import { afterEach } from 'node:test';
import { WebSocket } from 'ws';
import type { InterviewLmStandIn } from '../src/stand-ins/interviewlm/index.js';
import { until } from './interviewlm-stage.js';

const rooms: Room[] = [];
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.leave()));
});

/** A person in an interview, as far as this half of the dialect is used. */
export interface Guest {
  readonly room: Room;
  readonly offers: Offers;
  readonly notices: BackendNotice[];
}

export async function visit(
  { url, variant }: Pick<InterviewLmStandIn, 'url' | 'variant'>,
  role = 'candidate',
): Promise<Guest> {
  const backend = await openBackend('interviewlm', {
    url,
    variant,
    storage: 'memory',
    random: () => 0,
    WebSocket: WebSocket as unknown as SocketConstructor,
  });
  const room = await Room.join({ backend, session: 'one', name: 'Ann', role });
  rooms.push(room);
  const notices: BackendNotice[] = [...(room.offers.notices?.recent ?? [])];
  room.offers.notices?.subscribe((notice) => notices.push(notice));
  await until(() => room.connection.status === 'open', 'connected');
  return { room, offers: room.offers, notices };
}
