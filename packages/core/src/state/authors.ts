import { ContentAny, ContentString, decodeUpdate, Item, Skip } from 'yjs';
import { fromBase64 } from '../protocol/base64.js';
import { ROOM } from '../protocol/roles.js';
import { starterAuthor } from '../workspace/starter.js';
import { concern } from './concern.js';
import { plainClients } from './plain-update.js';

/**
 * Who is behind each number that Yjs marks characters with: the participant whose update first brought it, or `room` for
 * the texts that files begin with. A person has a number for each time that they opened the room.
 */
export type Authors = Readonly<Record<string, string>>;

type Struct = ReturnType<typeof decodeUpdate>['structs'][number];

type Writings = ReadonlyMap<number, readonly Struct[]>;
/** The last that was read: a backend first looks whether an update may be written, and then takes it in. */
let last: { update: string; writings: Writings } | undefined;

/** What an update writes, by the number that it is written under. What it deletes is under none. */
function writings(update: string): Writings {
  if (last?.update !== update) last = { update, writings: read(update) };
  return last.writings;
}

function read(update: string): Writings {
  const bytes = fromBase64(update);
  const plain = plainClients(bytes);
  // What is in a plain one is no concern of anyone here: it is not what a file begins with.
  return plain ? new Map([...plain].map((client) => [client, []])) : whole(bytes);
}

function whole(bytes: Uint8Array): Writings {
  const found = new Map<number, Struct[]>();
  for (const struct of decodeUpdate(bytes).structs) {
    if (struct instanceof Skip) continue;
    const { client } = struct.id;
    const known = found.get(client);
    if (known) known.push(struct);
    else found.set(client, [struct]);
  }
  return found;
}

/** Whether this is what a file begins with and nothing else: its number is drawn from its text, so that it can be told. */
function isStarter(client: number, [file, text, ...more]: readonly Struct[]): boolean {
  if (!(file instanceof Item) || file.id.clock !== 0 || file.parentSub === null || more.length > 0)
    return false;
  if (!(file.content instanceof ContentAny)) return false;
  const content = text instanceof Item && text.content instanceof ContentString ? text.content.str : '';
  return starterAuthor(file.parentSub, content) === client;
}

/**
 * The numbers that an update writes under. Takes a Yjs update as base64.
 * @throws if it is none.
 */
export const clientsOf = (update: string): number[] => [...writings(update).keys()];

/**
 * The numbers that `by` writes under in an update and that are someone else's, by what the log knew before. A backend
 * refuses an update that has any. What a file begins with may be brought by everyone: it is the same for all.
 * @throws if it is no Yjs update.
 */
export function foreignClients(update: string, by: string, known: Authors): number[] {
  const foreign = [...writings(update)].filter(([client, structs]) => {
    const author = known[client];
    return author !== undefined && author !== by && !(author === ROOM && isStarter(client, structs));
  });
  return foreign.map(([client]) => client);
}

function newAuthors(update: string, by: string, known: Authors): [number, string][] {
  try {
    const fresh = [...writings(update)].filter(([client]) => known[client] === undefined);
    return fresh.map(([client, structs]) => [client, isStarter(client, structs) ? ROOM : by]);
  } catch {
    // Whoever wrote what cannot be read wrote nothing: the files leave it out too.
    return [];
  }
}

export const authors = concern({
  concern: 'authors',
  kinds: ['doc.update'],
  initial: {} as Authors,
  reduce: (state, { by, body }) => {
    const fresh = newAuthors(body.update, by, state);
    return fresh.length > 0 ? { ...state, ...Object.fromEntries(fresh) } : state;
  },
});
