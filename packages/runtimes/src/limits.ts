import type { JobLimits } from './sandbox/protocol.js';

/** How much a run may use. */
export interface Limits {
  /** Time, in milliseconds, not counting the wait for input. Default 10,000. */
  wallMs?: number;
  /** What may be printed, in bytes of UTF-8; what is over is cut, and a flood ends the run. Default 1,000,000. */
  outputBytes?: number;
  /** Memory, in MiB, where the language runs in WebAssembly. Default 512. */
  memoryMb?: number;
}

const defaults: JobLimits = { wallMs: 10_000, outputBytes: 1_000_000, memoryMb: 512 };

export function limitsOf(given: Limits = {}): JobLimits {
  const pick = (name: keyof JobLimits): number => {
    const value = given[name] ?? defaults[name];
    if (typeof value === 'number' && value > 0) return value;
    throw new RangeError(`limits.${name} is to be a number above 0.`);
  };
  return { wallMs: pick('wallMs'), outputBytes: pick('outputBytes'), memoryMb: pick('memoryMb') };
}
