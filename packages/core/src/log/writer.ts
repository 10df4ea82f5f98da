import type { RefusedFrame } from '../protocol/frames.js';

/** What the tabs of one participant tell each other: that there is more to send, what was refused, of what of it they told. */
export type Message = { added: true } | { refused: RefusedFrame } | { told: readonly string[] };

/**
 * Which of several tabs writes: the one that holds a lock, as long as it is connected. It sends what all of them wrote; the
 * next takes over when it goes. Without locks, or where nothing is kept that tabs could share, each writes its own.
 */
export class Writer {
  readonly #name: string;
  readonly #locks: LockManager | undefined;
  #channel: BroadcastChannel | undefined;
  readonly #granted: () => void;
  #release = () => {};
  #holds = false;

  constructor(room: string, shared: boolean, on: { granted(): void; message(message: Message): void }) {
    this.#name = `interview-room/${room}`;
    this.#granted = () => on.granted();
    this.#locks = shared ? globalThis.navigator?.locks : undefined;
    if (!this.#locks || typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => on.message(data);
  }

  get holds(): boolean {
    return this.#holds;
  }

  /** Whether there may be others to write for. */
  get shares(): boolean {
    return this.#channel !== undefined;
  }

  /** Wants to write. `granted` is called when it may. */
  seek(): void {
    this.yield();
    if (!this.#locks) return this.#take();
    const asking = new AbortController();
    this.#release = () => asking.abort();
    const held = () =>
      new Promise<void>((release) => {
        this.#release = release;
        this.#take();
      });
    this.#locks.request(this.#name, { signal: asking.signal }, held).catch(() => undefined);
  }

  /** Lets another write. */
  yield(): void {
    this.#holds = false;
    this.#release();
    this.#release = () => {};
  }

  tell(message: Message): void {
    this.#channel?.postMessage(message);
  }

  close(): void {
    this.yield();
    this.#channel?.close();
    this.#channel = undefined;
  }

  #take(): void {
    this.#holds = true;
    this.#granted();
  }
}
