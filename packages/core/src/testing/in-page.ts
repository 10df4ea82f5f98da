import { closeCodes, readClientFrame } from '../protocol/frames.js';
import type { SocketConstructor, SocketLike } from '../transport/socket.js';
import { StandInRoom, type Peer } from './stand-in-room.js';

/** A backend within the page, for browsers' tests: rooms reach it by its own kind of WebSocket. */
export class InPage extends StandInRoom {
  /** Nobody reaches it. */
  gone = false;

  readonly WebSocket: SocketConstructor = socketsOf(this);

  /** Is not reached any more, or again. */
  unplug(gone = true): void {
    this.gone = gone;
    if (gone) this.cut();
  }
}

function socketsOf(room: InPage): SocketConstructor {
  return class extends EventTarget implements SocketLike {
    readyState = 0;
    #peer: Peer | undefined;

    constructor(_url: string) {
      super();
      setTimeout(() => (room.gone ? this.#end(1006) : this.#open()));
    }

    send(text: string): void {
      const read = readClientFrame(text);
      if (room.deaf || !('frame' in read)) return;
      const { frame } = read;
      if (frame.type === 'hello') this.#peer = room.hello(frame, this.#way());
      else if (this.#peer) for (const answer of room.answer(this.#peer, frame)) this.#give(answer);
    }

    close(): void {
      this.#end(1000);
    }

    #open(): void {
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    }

    #way() {
      const give = (frame: object) => this.#give(frame);
      return {
        send: give,
        end: (reason: keyof typeof closeCodes) => {
          give({ type: 'refused', reason, message: reason, retry: false });
          this.#end(closeCodes[reason]);
        },
        cut: () => this.#end(1006),
      };
    }

    /** A moment later, as over a network. */
    #give(frame: object): void {
      const data = JSON.stringify(frame);
      setTimeout(() => this.readyState === 1 && this.dispatchEvent(new MessageEvent('message', { data })));
    }

    #end(code: number): void {
      if (this.readyState === 3) return;
      room.leave(this.#peer);
      setTimeout(() => {
        this.readyState = 3;
        this.dispatchEvent(new CloseEvent('close', { code }));
      });
    }
  };
}
