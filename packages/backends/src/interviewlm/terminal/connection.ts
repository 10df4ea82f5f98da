import { backoff, type TerminalEvents, type TerminalSize } from '@interview-room/core';
import { WireError } from '../../wire/index.js';
import type { Session } from '../session.js';
import { hintOf, pause } from '../streams.js';
import { Printed } from './printed.js';
import { Sender } from './sender.js';
import type { Over, Pipe, Way } from './way.js';

/** A way that stood so long was a good one: it is tried again at once, in milliseconds. */
const GOOD = 5_000;
/** What is typed waits so long for a shell that was lost: later nobody would expect it, in milliseconds. */
const HELD = 5_000;
/** So often one way is tried that does not stand, before the next is. */
const TRIES = 2;
/** Empties a terminal, and all that could be scrolled to. */
const ANEW = '\x1bc\x1b[3J';

/**
 * Keeps a terminal joined to its shell: the ways are tried in order, the one that stood is tried first when it is lost, and when
 * none stands it begins anew, with growing pauses. What is typed meanwhile waits for a moment, where the same shell is joined.
 */
export class Connection {
  private readonly stop = new AbortController();
  private readonly printed: Printed;
  private readonly typing = new Sender((error) => this.lost(error));
  private pipe: Pipe | undefined;
  /** The try that is under way, or stands. */
  private own: AbortController | undefined;
  /** Ends the time for which what is typed waits. */
  private held: (() => void) | undefined;
  private at = 0;
  private failures = 0;
  /** How often the way was tried in vain since it stood, or since it was its turn. */
  private tries = 0;
  /** Which way stood last. */
  private stood: Way | undefined;
  private told = false;

  constructor(
    private readonly session: Session,
    private readonly ways: readonly Way[],
    private size: TerminalSize,
    private readonly events: TerminalEvents,
  ) {
    this.printed = new Printed(session);
    void this.run();
  }

  write(data: string): void {
    if (!this.pipe && !this.held) return this.lost(undefined);
    this.typing.write(data);
    this.session.record('terminal_input', { data: data.slice(0, 2000) });
  }
  interrupt(): void {
    this.typing.clear();
    if (this.pipe?.interrupt) this.pipe.interrupt();
    else if (this.pipe || this.held) this.typing.write('\x03');
  }
  resize(size: TerminalSize): void {
    this.size = size;
    this.pipe?.resize(size);
  }
  close(): void {
    this.stop.abort();
    this.pipe = undefined;
    this.release();
    this.printed.close();
  }

  private async run(): Promise<void> {
    const { signal } = this.stop;
    const { clock, options } = this.session.bridge;
    while (!signal.aborted) {
      const over = await this.once();
      if (signal.aborted || over === 'ended') return this.release();
      if (!over.pause) continue;
      this.events.status('offline', over.why);
      const wait = this.failures <= 1 ? 100 : backoff(this.failures, options.random ?? Math.random);
      await pause(clock, wait, signal);
    }
  }

  /** Tries one way, and says what then. */
  private async once(): Promise<'ended' | { why?: string; pause: boolean }> {
    const way = this.ways[this.at % this.ways.length];
    if (!way) return 'ended';
    const { clock } = this.session.bridge;
    if (this.failures === 0) this.events.status('connecting', way.name);
    const own = (this.own = new AbortController());
    const stopOwn = () => own.abort();
    this.stop.signal.addEventListener('abort', stopOwn, { once: true });
    let since: number | undefined;
    const stoodMs = () => (since === undefined ? undefined : clock.now() - since);
    try {
      const over = await way.join(this.joining(way, own, () => (since = clock.now())));
      return this.after(over, stoodMs());
    } catch (error) {
      return this.failed(error, stoodMs());
    } finally {
      if (this.pipe) this.hold();
      own.abort();
      this.stop.signal.removeEventListener('abort', stopOwn);
    }
  }

  private joining(way: Way, own: AbortController, stands: () => void) {
    const { signal } = own;
    const open = () => !signal.aborted;
    return {
      session: this.session,
      signal,
      life: this.stop.signal,
      again: this.stood === way,
      size: () => this.size,
      opened: (pipe: Pipe) => {
        if (!open()) return;
        stands();
        this.release();
        // To another shell it would mean something else.
        if (!(way.keeps && this.stood === way) && this.typing.clear()) this.lost(undefined);
        [this.pipe, this.stood, this.tries] = [pipe, way, 0];
        pipe.resize(this.size);
        this.typing.via((data) => pipe.send(data));
        this.events.status('open', way.name);
      },
      output: (text: string) => this.print(text),
      history: (text: string) => open() && this.events.output(`${ANEW}${text}`),
      lost: (error: unknown) => this.lost(error),
    };
  }

  /** What is typed waits, for a moment. */
  private hold(): void {
    this.pipe = undefined;
    this.typing.hold();
    this.held = this.session.bridge.clock.after(HELD, () => {
      this.held = undefined;
      if (this.typing.clear()) this.lost(undefined);
    });
  }
  private release(): void {
    this.held?.();
    this.held = undefined;
  }

  private print(text: string): void {
    if (this.stop.signal.aborted) return;
    this.events.output(text);
    this.printed.add(text);
  }

  /** It is over, and was a good one where it stood for long: what was lost from then on is told anew. */
  private ended(stoodMs = 0): void {
    this.failures = stoodMs > GOOD ? 0 : this.failures + 1;
    if (stoodMs > GOOD) this.told = false;
  }

  /** It stood, and is over. */
  private after({ next, why }: Over, stoodMs?: number): 'ended' | { why?: string; pause: boolean } {
    if (next === 'ended') {
      this.events.status('ended', why);
      return 'ended';
    }
    this.ended(stoodMs);
    return { ...(why && { why }), pause: true };
  }

  /** It does not stand, or broke. */
  private failed(error: unknown, stoodMs?: number): { why?: string; pause: boolean } {
    const known = error instanceof WireError ? error : undefined;
    const hint = hintOf(known);
    if (stoodMs !== undefined || hint === 'reconnect') {
      this.ended(stoodMs);
      return { pause: true };
    }
    const refused = known?.code === 'unauthorized' || known?.code === 'forbidden';
    const passing = known && (known.passes || refused) && known.detail.status !== 503;
    this.tries++;
    if (hint !== 'fallback' && passing && this.tries < TRIES) return this.waits(known);
    return this.onward(known);
  }

  /** The next way; after the last of them all are tried anew. */
  private onward(error: WireError | undefined): { why?: string; pause: boolean } {
    this.tries = 0;
    this.at++;
    if (this.at % this.ways.length !== 0) return { pause: false };
    this.stood = undefined;
    return this.waits(error);
  }

  private waits(error: WireError | undefined): { why?: string; pause: boolean } {
    this.failures++;
    return { ...(error && { why: error.message }), pause: true };
  }

  /** Told once: a terminal that takes nothing says so at each key. */
  private lost(error: unknown): void {
    if (this.stop.signal.aborted) return;
    // The shell is not where it was: it is joined anew, or over another way.
    if (error instanceof WireError && (hintOf(error) || error.code === 'gone')) this.own?.abort();
    if (this.told) return;
    this.told = true;
    const text =
      'Something that was typed did not reach the terminal. Look at its last line before you go on.';
    this.session.bridge.notice('warning', 'terminal', text);
  }
}
