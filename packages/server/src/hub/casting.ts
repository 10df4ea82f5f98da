import { newId } from '@interview-room/core/protocol';
import type { LogEngine } from '../log/engine.js';
import { FrameText } from './frame-text.js';
import type { Member } from './peer.js';
import type { Address, Presence } from './presence.js';

/** What goes before a cast's frame on its way to other processes. */
interface Envelope {
  from: string;
  /** Absent: the room is no more. */
  address?: Address;
}

/** Hands on what is cast: to those who are in this process at once, to others through the engine. */
export class Casting {
  /** This hub, among those of the same room in other processes. */
  private readonly self = newId();

  constructor(
    private readonly room: string,
    private readonly engine: LogEngine,
    private readonly presence: Presence,
    private readonly deleted: () => void,
  ) {}

  start(): Promise<() => void> {
    return this.engine.onCast(this.room, (text) => this.#hear(text));
  }

  cast({ id: by, client }: Pick<Member, 'id' | 'client'>, kind: string, body: unknown, to?: string): void {
    const frame = FrameText.of({ type: 'cast', by, client, kind, body });
    const address = { by, client, to };
    this.presence.cast(frame, address);
    this.#send({ from: this.self, address }, frame.text);
  }

  announceDeleted(): void {
    this.#send({ from: this.self }, '');
  }

  #send(envelope: Envelope, frame: string): void {
    this.engine.cast(this.room, `${JSON.stringify(envelope)}\n${frame}`);
  }

  #hear(text: string): void {
    const end = text.indexOf('\n');
    const { from, address } = JSON.parse(text.slice(0, end)) as Envelope;
    if (from === this.self) return;
    if (address) this.presence.cast(new FrameText(text.slice(end + 1)), address);
    else this.deleted();
  }
}
