import type { Room } from '@interview-room/core';
import type { SharedHost } from '../view/shared-parts.js';
import type { FarSide } from './far-side.js';

interface FarRoom {
  readonly host: SharedHost;
  readonly room?: Room;
  update(): void;
}

/** Brings the code for what a backend offers beside the log: most rooms never load it. */
export class FarComing {
  far: FarSide | undefined;
  private coming: Promise<void> | undefined;
  private gone = false;

  constructor(private readonly shared: FarRoom) {}

  /** Looks whether there is use for it. */
  look(): void {
    const { chat, terminal, tasks, questions, notices } = this.shared.room?.offers ?? {};
    if (chat ?? terminal ?? tasks ?? questions ?? notices) this.coming ??= this.bring();
  }

  close(): void {
    this.gone = true;
    this.far?.close();
  }

  private async bring(): Promise<void> {
    const { host } = this.shared;
    try {
      const { FarSide } = await import('./far-side.js');
      const { room } = this.shared;
      if (this.gone || !room) return;
      this.far = new FarSide(room, host);
      this.shared.update();
    } catch (error) {
      this.coming = undefined;
      const message = `A part of the room could not be loaded: ${String(error)}`;
      host.report({ code: 'editor-unavailable', message });
    }
  }
}
