import type { Bridge } from '../bridge/index.js';
import { callJson, WireError, type Caller, type Json } from '../wire/index.js';
import type { EventType } from './session.js';

/** Sent together every so often, in milliseconds. */
const BATCH = 5_000;
/** So many wait, so many leave at once, and so much may leave with the page, in characters. */
const MOST = 2_000;
const AT_ONCE = 200;
const LAST_WORDS = 50_000;

/** Something that happened, as the backend records it. */
interface Recorded {
  readonly type: EventType;
  readonly data: Json;
  readonly timestamp: string;
  readonly fileId?: string;
  readonly checkpoint?: boolean;
}

/** What is recorded of a person, in batches. What does not get through waits for the next. */
export class Recorder {
  private waiting: Recorded[] = [];
  private stop: (() => void) | undefined;
  private sending: Promise<void> = Promise.resolve();
  /** Where they are sent: the second takes types that the first does not know. */
  private path = '/events';
  /** Nobody waits for a batch any more: one that fails now is not tried again. */
  private over = false;

  constructor(
    private readonly bridge: Bridge,
    private readonly caller: Caller,
    private readonly enabled: boolean,
  ) {}

  add(type: EventType, data: Json, more: { fileId?: string; checkpoint?: boolean } = {}): void {
    if (!this.enabled || this.over) return;
    this.waiting.push({ type, data, timestamp: new Date(this.bridge.clock.now()).toISOString(), ...more });
    if (this.waiting.length > MOST) this.waiting.splice(0, this.waiting.length - MOST);
    this.later();
  }

  /** Sends all of it now. Never rejects. */
  flush(): Promise<void> {
    this.stop?.();
    this.stop = undefined;
    this.sending = this.sending.then(() => this.send());
    return this.sending;
  }

  /** The page is going. A beacon outlives it; so does a request that is told to. */
  lastWords(): void {
    let left = LAST_WORDS;
    const events = this.waiting.filter((each) => {
      const size = JSON.stringify(each).length;
      if (size > left) return false;
      left -= size;
      return true;
    });
    if (events.length === 0) return;
    this.waiting = [];
    if (!this.beacon({ events }))
      void callJson(this.caller, this.path, { method: 'POST', body: { events }, keepalive: true }).catch(() => undefined); // prettier-ignore
  }

  close(): void {
    this.over = true;
    this.stop?.();
    this.stop = undefined;
  }

  private later(): void {
    if (!this.over) this.stop ??= this.bridge.clock.after(BATCH, () => void this.flush());
  }

  private beacon(body: object): boolean {
    const { sendBeacon } = globalThis.navigator ?? {};
    if (!sendBeacon || this.caller.fetch || this.bridge.request.token) return false;
    const json = new Blob([JSON.stringify(body)], { type: 'application/json' });
    return navigator.sendBeacon(this.caller.base + this.path, json);
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      const events = this.waiting.splice(0, AT_ONCE);
      if (!(await this.sent(events))) return;
    }
  }

  /** Whether there is any use in going on. */
  private async sent(events: Recorded[]): Promise<boolean> {
    try {
      await callJson(this.caller, this.path, { method: 'POST', body: { events } });
      return true;
    } catch (error) {
      return this.failed(events, error);
    }
  }

  private failed(events: Recorded[], error: unknown): boolean {
    const { code } = error instanceof WireError ? error : { code: 'network' };
    if ((code === 'not-found' || code === 'invalid') && this.path === '/events') {
      this.path = '/events/batch';
      this.waiting.unshift(...events);
      return true;
    }
    if (code === 'invalid' || code === 'not-found' || code === 'too-large') {
      this.bridge.notice('event', 'not_recorded', `${events.length} events: ${String(error)}`);
      return true;
    }
    this.waiting = [...events, ...this.waiting].slice(-MOST);
    this.later();
    return false;
  }
}
