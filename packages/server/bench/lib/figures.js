// What is made of measured times.
import { loadavg } from 'node:os';

export const round = (value) => Math.round(value * 100) / 100;

/** The value below which a share of all is. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
export const median = (values) => quantile(values, 0.5);

/** How busy the machine was in the last minute, without which no figure says much. */
export const load = () => round(loadavg()[0] ?? 0);

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
