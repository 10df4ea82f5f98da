import type { Connection, RemoteConnection } from './backend.js';
import type { Clock } from './clock.js';
import type { Outbox } from './log/outbox.js';
import type { TransportName } from './transport/choice.js';
import type { LinkState } from './transport/connector.js';

/** What waits is told this much later, so that typing does not tell it at each key. */
const TELL = 200;

/** What a status is made of. */
export interface StatusParts {
  clock: Clock;
  outbox: Outbox;
  link(): LinkState;
  storage(): Pick<Connection, 'storage' | 'reason'>;
  transport(): TransportName;
  offset(): number;
}

/** Tells how the room stands with its backend: at once what matters at once, the rest a little later. */
export class Status {
  readonly #parts: StatusParts;
  readonly #on: (connection: Connection) => void;
  #told: Connection | undefined;
  #later: (() => void) | undefined;
  /** Counts while the connection comes back; `resumed` is what it came to. */
  #return: { sent: number; missed: number } | undefined;
  #resumed: RemoteConnection['resumed'];

  constructor(parts: StatusParts, on: (connection: Connection) => void) {
    this.#parts = parts;
    this.#on = on;
  }

  /** The connection went, or there was one before this page. */
  gone(): void {
    this.#return = { sent: 0, missed: 0 };
  }

  sent(entries: number): void {
    if (this.#return) this.#return.sent += entries;
  }

  missed(entries: number): void {
    if (this.#return) this.#return.missed += entries;
  }

  /** All that waited is sent. */
  back(): void {
    if (!this.#return) return;
    this.#resumed = { at: this.#parts.clock.now(), ...this.#return };
    this.#return = undefined;
    this.tell();
  }

  tell(): void {
    this.stop();
    this.#told = { status: this.#parts.link().status, ...this.#parts.storage(), remote: this.#remote() };
    this.#on(this.#told);
  }

  /** Something about what waits changed. */
  tellSoon(): void {
    const told = this.#told?.remote;
    const { unsent, crowded } = this.#parts.outbox;
    const urgent = !told || (unsent === 0 && told.unsent > 0) || crowded !== (told.crowded ?? false);
    if (urgent) this.tell();
    else if (unsent !== told.unsent) this.#later ??= this.#parts.clock.after(TELL, () => this.tell());
  }

  stop(): void {
    this.#later?.();
    this.#later = undefined;
  }

  #remote(): RemoteConnection {
    const { outbox, link, transport, offset } = this.#parts;
    const { unsent, crowded } = outbox;
    const { attempt, ...state } = link();
    return {
      transport: transport(),
      unsent,
      clockOffset: offset(),
      ...(crowded && { crowded }),
      ...(attempt > 0 && { attempt }),
      ...('retryAt' in state && state.retryAt !== undefined && { retryAt: state.retryAt }),
      ...('refusal' in state && state.refusal && { refusal: state.refusal }),
      ...(this.#resumed && { resumed: this.#resumed }),
    };
  }
}
