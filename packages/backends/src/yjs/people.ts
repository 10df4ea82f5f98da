import type { Role } from '@interview-room/core';
import type { Bridge } from '../bridge/index.js';
import { isObject, listOf, objectOf, textOf, type Json } from '../wire/index.js';
import { Awareness } from './awareness.js';
import type { Shared, Where } from './shared.js';

/** So often it is told again who is where, for a room that forgets who is silent. */
const REPEAT = 10_000;
/** No more people than this come into the log of a room, whatever a server says. */
const MOST = 100;
const NUMBERS = 16;
const ME = 'yjs.me';
/** For those who show cursors in the colours that they are told. */
const COLOURS = ['#c2410c', '#0f766e', '#7c3aed', '#be185d', '#1d4ed8', '#4d7c0f', '#a16207', '#b91c1c'];
const roles: readonly Role[] = ['candidate', 'interviewer', 'observer'];

/** Those who are in a Yjs room, as people of this one; and this person, as the others see them. */
export class People {
  readonly awareness: Awareness;
  /** Who this person is for the others, in all of their tabs. */
  readonly me: string;
  #shared: Shared | undefined;
  #body: Json = {};
  /** Under which numbers this person writes. */
  readonly #numbers = new Set<number>();
  #stop = () => {};

  constructor(
    private readonly bridge: Bridge,
    private readonly send: (frame: Uint8Array) => void,
  ) {
    const known = textOf(bridge.memo.get(ME));
    this.me = known || crypto.randomUUID().slice(0, 13);
    if (!known) bridge.memo.set(ME, this.me);
    const [client = 1] = crypto.getRandomValues(new Uint32Array(1));
    this.awareness = new Awareness(client, bridge.clock, (each, state) => this.#note(each, state));
  }

  /** There is a connection. */
  start(shared: Shared): void {
    this.#shared = shared;
    this.#tell();
    const repeat = () => {
      this.awareness.tick();
      this.#tell();
      this.castAll();
      this.#stop = this.bridge.clock.after(REPEAT, repeat);
    };
    this.#stop = this.bridge.clock.after(REPEAT, repeat);
  }

  /** There is none any more. */
  stop(): void {
    this.#stop();
    this.awareness.clear();
  }

  /** This person is elsewhere. */
  moved(body: unknown): void {
    this.#body = objectOf(body);
    this.#tell();
  }

  /** This person wrote under such a number. */
  wrote(clients: readonly number[]): void {
    const fresh = clients.filter((client) => !this.#numbers.has(client));
    if (fresh.length === 0) return;
    for (const client of fresh) this.#numbers.add(client);
    for (const old of [...this.#numbers].slice(0, -NUMBERS)) this.#numbers.delete(old);
    this.#tell();
  }

  /** This person goes. */
  bye(): void {
    this.send(this.awareness.tell(undefined));
  }

  /** Who writes under all of these numbers. */
  authorOf(clients: readonly number[]): string | undefined {
    const [one, ...others] = new Set(clients.map((client) => this.#personBehind(client)));
    return others.length === 0 ? one : undefined;
  }

  castAll(): void {
    for (const [client, state] of this.awareness.others) this.#cast(client, state);
  }

  #tell(): void {
    if (!this.#shared) return;
    const { request, role } = this.bridge;
    const { path, anchor, head, typing, focus } = this.#body;
    const where: Where = {
      path: textOf(path),
      ...(typeof anchor === 'string' && { anchor }),
      ...(typeof head === 'string' && { head }),
    };
    const cursor = where.path ? this.#shared.cursorOf(where) : undefined;
    const color =
      COLOURS[[...this.me].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length];
    const user = { id: this.me, name: request.name ?? 'Someone', color, colorLight: `${color}33` };
    const room = {
      role,
      path: where.path,
      typing: typing === true,
      focus: focus === true,
      numbers: [...this.#numbers],
    };
    this.send(this.awareness.tell({ user, cursor: cursor ?? null, room }));
  }

  #note(client: number, state: Json | undefined): void {
    if (state) return this.#cast(client, state);
    const person = this.#gone.get(client);
    this.#gone.delete(client);
    if (person) this.bridge.cast({ by: person, client: String(client), kind: 'presence.gone', body: {} });
  }
  /** As whom those were shown who are here. */
  readonly #gone = new Map<number, string>();

  #cast(client: number, state: Json): void {
    const person = personOf(state);
    if (!person || person.id === `y-${this.me}`) return;
    if (!this.#hasRoomFor(person.id)) return;
    this.#coming.add(person.id);
    this.#gone.set(client, person.id);
    const cast = { by: person.id, client: String(client), kind: 'presence', body: this.#bodyOf(state) };
    void this.bridge
      .welcome(person.id, person.name, person.role)
      .then(
        () => this.bridge.cast(cast),
        () => undefined,
      )
      .finally(() => this.#coming.delete(person.id));
  }
  /** Those who are on their way into the log: very many may come at once. */
  readonly #coming = new Set<string>();

  #hasRoomFor(person: string): boolean {
    const all = new Set([...this.bridge.state.people.map(({ id }) => id), ...this.#coming]);
    return all.has(person) || all.size < MOST;
  }

  #bodyOf(state: Json): object {
    const { path, typing, focus } = objectOf(state['room']);
    const cursor = objectOf(state['cursor'] ?? state['selection']);
    const where = this.#shared?.whereOf(cursor) ?? (typeof path === 'string' && path ? { path } : {});
    return { ...where, typing: typing === true, focus: focus !== false };
  }

  #personBehind(client: number): string | undefined {
    for (const [other, state] of this.awareness.others)
      if (other === client || listOf(objectOf(state['room'])['numbers']).includes(client))
        return this.#gone.get(other);
    return undefined;
  }
}

interface Someone {
  readonly id: string;
  readonly name: string;
  readonly role?: Role;
}

/** Whose state it is; undefined where it names nobody. */
function personOf(state: Json): Someone | undefined {
  const user = isObject(state['user']) ? state['user'] : state;
  const name = textOf(user['name'])
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 100);
  if (!name) return undefined;
  const own = textOf(user['id']);
  const id = /^[\w-]{1,40}$/.test(own) ? own : encodeURIComponent(name).slice(0, 48);
  const role = roles.find((each) => each === objectOf(state['room'])['role']);
  return { id: `y-${id}`, name, ...(role && { role }) };
}
