export type TransportName = 'socket' | 'stream';

/** What worked for a backend, as long as the page lasts: the next room need not find it out again. */
const known = new Map<string, TransportName>();

/** So often a socket may fail to open before a stream is tried; more often where one has opened before. */
const PATIENCE = { never: 2, before: 4 };

/**
 * Which transport is tried next. Sockets first; where they do not open, a stream; where that does not open either, sockets
 * again, and so on. That a stream opens proves that the backend is there and sockets alone are blocked.
 */
export class Choice {
  readonly #backend: string;
  readonly #forced: TransportName | undefined;
  #name: TransportName;
  #failures = 0;
  #socketOpened = false;

  constructor(backend: string, forced?: TransportName) {
    this.#backend = backend;
    this.#forced = forced;
    this.#name = forced ?? known.get(backend) ?? 'socket';
  }

  get name(): TransportName {
    return this.#name;
  }

  opened(): void {
    this.#failures = 0;
    this.#socketOpened ||= this.#name === 'socket';
    // After sockets that worked, a stream may have been there first only because the backend came back just then.
    if (!this.#forced && !(this.#socketOpened && this.#name === 'stream'))
      known.set(this.#backend, this.#name);
  }

  /** It was open and broke: whether it can be opened is seen again. */
  broke(): void {
    if (!this.#forced && this.#socketOpened) this.#name = 'socket';
  }

  /** It did not open. */
  failed(): void {
    if (this.#forced) return;
    const patience = this.#socketOpened ? PATIENCE.before : PATIENCE.never;
    this.#failures++;
    if (this.#name === 'socket' && this.#failures < patience) return;
    this.#name = this.#name === 'socket' ? 'stream' : 'socket';
    this.#failures = 0;
  }
}
