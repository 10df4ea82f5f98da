import { randomUUID } from 'node:crypto';
import { objectOf, type Json } from '@interview-room/backends/wire';
import type { Check, Probe } from '../../kit/check.js';
import { Ear } from '../code-interview-agent/ear.js';

/** The sockets of two people, in what the checks share. */
const SEATS = ['one', 'two'] as const;

/** The two who are at the pad. What the first does, the second hears. */
export interface Seats {
  readonly one: Ear;
  readonly two: Ear;
}

/** Sits down at the pad, or stays there. `greet` is called with each socket that had to be opened. */
export async function seats(
  probe: Probe,
  path: string,
  greet: (ear: Ear, seat: string) => void = () => undefined,
): Promise<Seats> {
  const [one, two] = [await seat(probe, SEATS[0], path, greet), await seat(probe, SEATS[1], path, greet)];
  return { one, two };
}

async function seat(
  probe: Probe,
  name: string,
  path: string,
  greet: (ear: Ear, seat: string) => void,
): Promise<Ear> {
  const known = probe.shared.get(name);
  if (known instanceof Ear && known.closed === undefined) return known;
  const ear = await Ear.open(probe, path);
  probe.shared.set(name, ear);
  greet(ear, name);
  return ear;
}

export function leavePad({ shared }: Probe): void {
  for (const name of SEATS) {
    const ear = shared.get(name);
    if (ear instanceof Ear) ear.close();
  }
}

/** Waits for a frame whose payload has these fields, as they are. */
export async function hear(probe: Probe, ear: Ear, type: string, wanted: Json, flat = false): Promise<Json> {
  const expected = flat ? { type, ...wanted } : { type, payload: wanted };
  const fits = (frame: Json) => {
    const payload = flat ? frame : objectOf(frame['payload']);
    const same = ([name, value]: [string, unknown]) =>
      JSON.stringify(payload[name]) === JSON.stringify(value);
    return frame['type'] === type && Object.entries(wanted).every(same);
  };
  return ear.until(probe, expected, (frames) => frames.find(fits));
}

/** A text that nobody wrote before. */
export const fresh = (): string => `// ${randomUUID()}\n`;

/** A check of one of the variants. */
export const rowOf =
  (variant: string) =>
  (id: string, capability: string, title: string, run: Check['run']): Check => ({
    id: `relay.${variant}.${id}`,
    variants: [variant],
    source: 'docs/BACKENDS.md#relay',
    title,
    capability,
    run,
  });
