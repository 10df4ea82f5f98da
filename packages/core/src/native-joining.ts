import type { Clock } from './clock.js';
import { JoinRefusedError } from './errors.js';
import type { LinkState } from './transport/connector.js';

/** What is kept is shown if the backend takes longer than this. */
const PATIENCE = 3000;
/** So often a backend is tried before joining fails, where nothing is kept that could be shown. */
const TRIES = 3;

/**
 * Joining, until it is decided: the log has come; or something is kept and the backend is not reached, refuses, or takes
 * long; or nothing is kept, and it rejects.
 */
export class Joining {
  readonly outcome: Promise<void>;
  readonly #shown: boolean;
  #resolve = () => {};
  #reject: (error: JoinRefusedError) => void = () => {};
  #cancel = () => {};

  /** `shown`: something was kept. */
  constructor(clock: Clock, shown: boolean) {
    this.#shown = shown;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (shown) this.#cancel = clock.after(PATIENCE, () => this.done());
  }

  done(): void {
    this.#cancel();
    this.#resolve();
  }

  look(state: LinkState): void {
    const error = whyNot(state);
    if (error && this.#shown) this.done();
    else if (error && !mayStill(state)) this.#reject(error);
  }
}

/** Whether it is tried again so soon that joining may wait for it. */
const mayStill = (state: LinkState) =>
  state.status === 'offline' ? state.attempt < TRIES : 'retryAt' in state && state.retryAt !== undefined;

/** Why a room cannot be joined now; undefined if it still may be. */
function whyNot(state: LinkState): JoinRefusedError | undefined {
  if (state.status !== 'offline' && state.status !== 'refused') return undefined;
  const { reason, message, retry } = state.refusal ?? unreached;
  return new JoinRefusedError(reason, message, retry);
}
const unreached = { reason: 'unavailable', message: 'The backend is not reached.', retry: true } as const;
