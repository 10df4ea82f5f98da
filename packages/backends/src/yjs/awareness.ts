import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import type { Clock } from '@interview-room/core';
import { isObject, parseJson, type Json } from '../wire/index.js';

/** Who was silent for so long is not here any more, by the protocol; half of it is when one speaks up again. */
export const SILENCE = 30_000;
/** So many are known at once, those that went not long ago with them, and so long may one's state be. */
const MOST = 300;
const LONGEST = 100_000;

interface Known {
  readonly clock: number;
  readonly state: Json | undefined;
  readonly at: number;
}

/** Someone's state is another, or they went (no state). */
export type Awakened = (client: number, state: Json | undefined) => void;

/**
 * Who is in a Yjs room and where, as `y-protocols` has it on the wire. The one there remembers everyone who ever was, which a
 * hostile room can use against it; this one forgets.
 */
export class Awareness {
  readonly #others = new Map<number, Known>();
  #state: Json | undefined;
  #clock = 0;

  constructor(
    readonly client: number,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly told: Awakened,
  ) {}

  /** Those who are here, but for oneself. */
  get others(): [number, Json][] {
    return [...this.#others].flatMap(([client, { state }]) => (state ? [[client, state]] : []));
  }

  /** What is told of oneself: a frame. `undefined`: one goes. */
  tell(state: Json | undefined): Uint8Array {
    this.#state = state;
    this.#clock++;
    return this.own();
  }

  /** The same once more. */
  own(): Uint8Array {
    const encoder = createEncoder();
    writeVarUint(encoder, 1);
    writeVarUint(encoder, this.client);
    writeVarUint(encoder, this.#clock);
    writeVarString(encoder, JSON.stringify(this.#state ?? null));
    return toUint8Array(encoder);
  }

  /** Takes in what was heard. Gives a frame where someone said that oneself is gone. Throws where it cannot be read. */
  hear(bytes: Uint8Array): Uint8Array | undefined {
    const decoder = createDecoder(bytes);
    let answer: Uint8Array | undefined;
    for (let left = readVarUint(decoder); left > 0; left--) {
      const client = readVarUint(decoder);
      const clock = readVarUint(decoder);
      const text = readVarString(decoder);
      const state = text.length <= LONGEST ? parseJson(text) : undefined;
      if (client !== this.client) this.#note(client, clock, isObject(state) ? state : undefined);
      else if (this.#isDenied(clock, isObject(state)) && Number.isSafeInteger(clock + 1)) {
        this.#clock = clock + 1;
        answer = this.own();
      }
    }
    return answer;
  }

  /** Whether that is news of oneself, and no echo: servers tell everyone, who said it too. */
  #isDenied(clock: number, isHere: boolean): boolean {
    return this.#state !== undefined && (clock > this.#clock || (clock === this.#clock && !isHere));
  }

  /** Those who were silent for too long are gone. */
  tick(): void {
    const now = this.clock.now();
    for (const [client, { at, state }] of this.#others) {
      if (now - at <= SILENCE) continue;
      this.#others.delete(client);
      if (state) this.told(client, undefined);
    }
  }

  /** Nobody is here any more, as far as is known. */
  clear(): void {
    const all = this.others;
    this.#others.clear();
    for (const [client] of all) this.told(client, undefined);
  }

  #note(client: number, clock: number, state: Json | undefined): void {
    const known = this.#others.get(client);
    const isNews = !known || clock > known.clock || (clock === known.clock && !state && known.state);
    if (!isNews || (!known && (!state || this.#others.size >= MOST))) return;
    this.#others.set(client, { clock, state, at: this.clock.now() });
    if (state || known?.state) this.told(client, state);
  }
}
