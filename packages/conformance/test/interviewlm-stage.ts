import { strict as assert } from 'node:assert';
import { afterEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import {
  Room,
  type BackendNotice,
  type Clock,
  type Offers,
  type SocketConstructor,
} from '@interview-room/core';
import { WebSocket } from 'ws';
import {
  startInterviewLm,
  tellChange,
  type Interview,
  type InterviewLmStandIn,
  type Manner,
} from '../src/stand-ins/interviewlm/index.js';
import type { Faults } from '../src/stand-ins/stand-in.js';

export async function until(done: () => unknown, what = done.toString()): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 1500, `never: ${what}`);
    await sleep(10);
  }
}

export const MAIN = 'python/solution.py';
export const FAR = '/workspace/solution.py';
export const STARTER = 'line = input()\nprint(line)\n';

export interface Setting {
  /** `auto`: it is found out, and the variant with it. */
  dialect?: 'interviewlm' | 'auto';
  variant?: string;
  faults?: Partial<Faults>;
  manner?: Partial<Manner>;
  role?: string;
  session?: string;
  fetch?: typeof fetch;
  clock?: Clock;
}

/** One person in an interview, with a hand in the stand-in. */
export class Stage {
  constructor(
    readonly standIn: InterviewLmStandIn,
    readonly room: Room,
    readonly notices: BackendNotice[],
  ) {}
  get interview(): Interview {
    return this.standIn.world.interview('one');
  }
  get main(): string {
    return this.room.workspace.files()[MAIN] ?? '';
  }
  type(text: string, at = 0, path = MAIN): void {
    this.room.workspace.text(path).insert(at, text);
  }
  count(what: string): number {
    return this.standIn.heard.filter((heard) => heard.what === what).length;
  }
  /** Someone on the other side writes a file. */
  far(path: string, content: string): void {
    const type = this.interview.files.has(path) ? 'update' : 'create';
    this.interview.files.set(path, content);
    tellChange(this.interview, type, path);
  }
  listening(path: string): boolean {
    return [...this.interview.listeners].some((listener) => listener.path === path);
  }
  code(type: string, more: object = {}): void {
    const frame = { sessionId: 'session-one', fileName: 'solution.py', type, ...more };
    this.interview.send('code-stream', 'code', frame);
  }
}

const standIns: InterviewLmStandIn[] = [];
const rooms: Room[] = [];
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.leave()));
  await Promise.all(standIns.splice(0).map((standIn) => standIn.close()));
});

export async function open({
  variant = 'current',
  faults = {},
  manner = {},
}: Setting): Promise<InterviewLmStandIn> {
  const standIn = await startInterviewLm({ variant, faults });
  standIns.push(standIn);
  Object.assign(standIn.world.manner, manner);
  return standIn;
}

/** A person in an interview. */
export interface Guest {
  readonly room: Room;
  readonly offers: Offers;
  readonly notices: BackendNotice[];
}

export async function visit(
  standIn: InterviewLmStandIn,
  { dialect = 'interviewlm', variant = standIn.variant, role = 'candidate', session = 'one', fetch, clock }: Setting = {}, // prettier-ignore
): Promise<Guest> {
  const backend = await openBackend(dialect, {
    url: standIn.url,
    ...(dialect !== 'auto' && { variant }),
    storage: 'memory',
    random: () => 0,
    WebSocket: WebSocket as unknown as SocketConstructor,
    ...(fetch && { fetch }),
    ...(clock && { clock }),
  });
  const room = await Room.join({ backend, session, name: 'Ann', role });
  rooms.push(room);
  const notices: BackendNotice[] = [...(room.offers.notices?.recent ?? [])];
  room.offers.notices?.subscribe((notice) => notices.push(notice));
  await until(() => room.connection.status === 'open', 'connected');
  return { room, offers: room.offers, notices };
}

export async function enter(standIn: InterviewLmStandIn, setting: Setting = {}): Promise<Stage> {
  const { room, notices } = await visit(standIn, setting);
  const stage = new Stage(standIn, room, notices);
  await until(() => stage.listening('code-stream'), 'listening');
  return stage;
}

export const join = async (setting: Setting = {}): Promise<Stage> => enter(await open(setting), setting);
