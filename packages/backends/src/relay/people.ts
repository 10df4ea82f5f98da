import type { Bridge } from '../bridge/index.js';
import type { PadCursor, PadPerson } from './frames.js';
import { indexOf, toRelative } from './places.js';

/** Who is here is told again so often, in milliseconds. */
const REPEAT = 10_000;
/** So many at once are shown, and so many names are written into the log in all. */
const MOST = 100;
const MOST_EVER = 500;

/** Who else is at the pad, and where. */
export class People {
  private readonly here = new Map<string, PadPerson>();
  private readonly written = new Set<string>();
  private stop = () => {};

  constructor(
    private readonly bridge: Bridge,
    private readonly path: () => string,
  ) {}

  /** The one other who is here; undefined where nobody is, or several are. */
  get only(): string | undefined {
    const [one, another] = this.here.keys();
    return another === undefined && one !== undefined ? idOf(one) : undefined;
  }
  get count(): number {
    return this.here.size;
  }

  /** Whose something is, in the log. */
  author(id: string | undefined): string {
    return id !== undefined && this.here.has(id) ? idOf(id) : (this.only ?? 'room');
  }

  start(): void {
    this.repeat();
  }

  joined(person: PadPerson): void {
    if (!this.here.has(person.id) && this.here.size >= MOST) return;
    this.here.set(person.id, { ...this.here.get(person.id), ...person });
    const { id, name } = person;
    const known = JSON.stringify([id, name]);
    if (!this.written.has(known) && this.written.size < MOST_EVER) {
      this.written.add(known);
      void this.bridge.welcome(idOf(id), name).catch(() => undefined);
    }
    this.show(id);
  }

  left(id: string): void {
    if (this.here.delete(id)) this.cast(id, 'presence.gone', {});
  }

  /** These are all who are here. */
  present(people: readonly PadPerson[]): void {
    const ids = new Set(people.map(({ id }) => id));
    for (const id of this.here.keys()) if (!ids.has(id)) this.left(id);
    for (const person of people) this.joined(person);
  }

  moved(id: string, cursor: PadCursor): void {
    const person = this.here.get(id);
    if (!person) return;
    this.here.set(id, { ...person, cursor });
    this.show(id);
  }

  /** Nobody can be seen any more. */
  gone(): void {
    this.stop();
    for (const id of this.here.keys()) this.left(id);
  }

  private repeat(): void {
    this.stop();
    this.stop = this.bridge.clock.after(REPEAT, () => {
      for (const id of this.here.keys()) this.show(id);
      this.repeat();
    });
  }

  private show(id: string): void {
    const { files } = this.bridge;
    const path = this.path();
    const cursor = this.here.get(id)?.cursor;
    if (!files.has(path)) return this.cast(id, 'presence', { typing: false, focus: true });
    const text = files.text(path);
    const place = cursor && toRelative(text, indexOf(text.toString(), cursor));
    this.cast(id, 'presence', {
      path,
      typing: false,
      focus: true,
      ...(place && { anchor: place, head: place }),
    });
  }

  private cast(id: string, kind: string, body: object): void {
    this.bridge.cast({ by: idOf(id), client: id, kind, body });
  }
}

/** Nobody at a pad can be taken for someone of the room. */
const idOf = (id: string): string => `pad-${id}`.slice(0, 200);
