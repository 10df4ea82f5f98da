import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { House, Line } from '../serve.js';
import { presences, presencesIn, type Frame, type Frames, type Presence } from './frames.js';

/** A room of a Yjs server: a document, who is there, and who is told. */
export class YjsRoom {
  readonly #doc = new Doc();
  readonly #present = new Map<number, Presence>();
  /** Who is told, and the numbers under which they are there. */
  readonly #lines = new Map<Line, Set<number>>();

  constructor(
    readonly name: string,
    private readonly frames: Frames,
    private readonly faults: House['faults'],
  ) {
    this.#doc.on('update', (update: Uint8Array, origin: unknown) =>
      this.#tell(this.frames.sync(this.name, 'update', update), origin),
    );
  }

  enter(line: Line): void {
    this.#lines.set(line, new Set());
    line.onClose(() => this.#leave(line));
  }

  /** What this one lacks is asked for, and who is there is told. */
  greet(line: Line): void {
    line.send(this.frames.sync(this.name, 'step1', encodeStateVector(this.#doc)));
    if (this.#present.size > 0) this.#sendPresent(line);
  }

  /** Throws where a frame is none. Gives whether it was a change that was taken. */
  take({ kind, bytes }: Frame, line: Line): boolean {
    switch (kind) {
      case 'step1':
        if (!this.faults.missingComplete)
          line.send(this.frames.sync(this.name, 'step2', encodeStateAsUpdate(this.#doc, bytes)));
        return false;
      case 'step2':
      case 'update':
        applyUpdate(this.#doc, bytes, line);
        return true;
      case 'awareness':
        this.#hear(presencesIn(bytes), line);
        return false;
      case 'ask':
        this.#sendPresent(line);
        return false;
      default:
        return false;
    }
  }

  #sendPresent(line: Line): void {
    line.send(this.frames.awareness(this.name, presences([...this.#present.values()])));
  }

  #hear(all: readonly Presence[], line: Line): void {
    for (const each of all) {
      const known = this.#present.get(each.client);
      if (known && known.clock > each.clock) continue;
      if (each.state === 'null') this.#present.delete(each.client);
      else this.#present.set(each.client, each);
      this.#lines.get(line)?.add(each.client);
    }
    this.#tell(this.frames.awareness(this.name, presences(all)), line);
  }

  #leave(line: Line): void {
    const numbers = this.#lines.get(line) ?? [];
    this.#lines.delete(line);
    const gone = [...numbers].flatMap((client) => {
      const known = this.#present.get(client);
      this.#present.delete(client);
      return known ? [{ client, clock: known.clock + 1, state: 'null' }] : [];
    });
    if (gone.length > 0) this.#tell(this.frames.awareness(this.name, presences(gone)), line);
  }

  /** Everyone; whom it is from too, as both servers do, unless that is switched off. */
  #tell(bytes: Uint8Array, from: unknown): void {
    for (const line of this.#lines.keys()) if (line !== from || this.faults.echo !== false) line.send(bytes);
  }
}
