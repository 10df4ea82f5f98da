/** Time, and what is to happen in it: another one makes hours pass in a test. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does something later. Returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
