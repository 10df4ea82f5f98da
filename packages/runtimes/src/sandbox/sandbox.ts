import type { FrameToHost, HostToFrame } from './protocol.js';
import { openFrame, type OpenFrame } from './frame-element.js';

/**
 * How often a busy frame is asked for a sign of life, and how many times in vain. It is counted, not timed: a page
 * that slept must not think that the frame was silent.
 */
const PING_MS = 1000;
const MISSED = 12;

/** A live frame, from the host's side. */
export class Sandbox {
  onmessage: (message: FrameToHost) => void = () => {};
  /** Where its process has died, or someone has taken it out of the page. */
  onlost: () => void = () => {};
  private readonly frame: OpenFrame;
  private timer: ReturnType<typeof setInterval> | undefined;
  private missed = 0;
  private over = false;

  static async open(url: string, signal: AbortSignal): Promise<Sandbox> {
    return new Sandbox(await openFrame(url, signal));
  }

  private constructor(frame: OpenFrame) {
    this.frame = frame;
    frame.port.onmessage = ({ data }: MessageEvent<FrameToHost>) => {
      this.missed = 0;
      this.onmessage(data);
    };
    frame.port.addEventListener('close', () => this.lost());
  }

  get alive(): boolean {
    return !this.over && this.frame.element.isConnected;
  }

  post(message: HostToFrame, transfer: Transferable[] = []): void {
    this.frame.port.postMessage(message, transfer);
  }

  /** Listens for a heart while something runs; a frame at rest is left alone. */
  watch(): void {
    this.missed = 0;
    this.timer ??= setInterval(() => this.beat(), PING_MS);
  }

  rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  dispose(): void {
    this.over = true;
    this.rest();
    this.frame.port.onmessage = null;
    this.frame.port.close();
    this.frame.element.remove();
  }

  private beat(): void {
    if (!this.frame.element.isConnected) return this.lost();
    if (this.missed++ >= MISSED) return this.lost();
    this.post({ type: 'ping' });
  }

  private lost(): void {
    if (this.over) return;
    this.dispose();
    this.onlost();
  }
}
