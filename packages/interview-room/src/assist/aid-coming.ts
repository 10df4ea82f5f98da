import type { Role, Room, RoomState } from '@interview-room/core';
import type { SharedHost, Sharing } from '../view/shared-parts.js';
import type { RoomAid } from './room-aid.js';

/** What the assistant needs of the room that it comes to. */
interface AidRoom {
  readonly host: SharedHost;
  readonly sharing: Sharing;
  readonly room?: Room;
  readonly role: Role;
  readonly state: RoomState | undefined;
  update(): void;
}

/** Brings the assistant's code once there is use for it: most rooms never load it. */
export class AidComing {
  aid: RoomAid | undefined;
  private coming: Promise<void> | undefined;
  private gone = false;

  constructor(private readonly shared: AidRoom) {}

  /** Looks whether it is time. */
  look(): void {
    if (this.isWanted) this.coming ??= this.bring();
  }

  close(): void {
    this.gone = true;
    this.aid?.close();
  }

  /** Interviewers have the dial; the others have an assistant once it is not off, or has said something. */
  private get isWanted(): boolean {
    if (!this.shared.room?.offers.assistant) return false;
    const { level = 'off', turns = [] } = this.shared.state?.assist ?? {};
    return this.shared.role === 'interviewer' || level !== 'off' || turns.length > 0;
  }

  private async bring(): Promise<void> {
    const { host, sharing } = this.shared;
    try {
      const { RoomAid } = await import('./room-aid.js');
      const { room } = this.shared;
      if (this.gone || !room) return;
      this.aid = new RoomAid(room, host, sharing);
      this.shared.update();
      await host.updateComplete;
      this.aid.resumeIfCut();
    } catch (error) {
      this.coming = undefined;
      const message = `The assistant could not be loaded: ${String(error)}`;
      host.report({ code: 'editor-unavailable', message });
    }
  }
}
