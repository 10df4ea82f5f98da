import { Mismatch, Skip, type Probe } from '../../kit/check.js';
import { join, type Joining, type Tab, type Transport } from './tab.js';

/** The room that is checked, and who may join it. */
export interface Room {
  readonly id: string;
  readonly candidate: string;
  readonly interviewer: string | undefined;
  readonly observer: string | undefined;
}
export type Person = 'candidate' | 'interviewer' | 'observer';

/** The smallest question that a room can be opened on. */
const question = {
  id: 'conformance',
  title: 'Conformance',
  statement: 'A room to check a backend in.',
  languages: { javascript: { entry: 'main.js', files: { 'main.js': '' }, tests: { 'main.test.js': '' } } },
};

/** The room of this run: the one that was named, or one that is made with an API key. */
export function roomOf(probe: Probe): Promise<Room> {
  const known = probe.shared.get('room') as Promise<Room> | undefined;
  if (known) return known;
  const made = namedRoom(probe) ?? makeRoom(probe);
  probe.shared.set('room', made);
  // Whoever waits for it is told; that nobody may be waiting is no failure of its own.
  made.catch(() => undefined);
  return made;
}

function namedRoom({ token, settings }: Probe): Promise<Room> | undefined {
  const { session } = settings;
  if (!session || token === undefined) return undefined;
  const { 'interviewer-token': interviewer, 'observer-token': observer } = settings;
  return Promise.resolve({ id: session, candidate: token, interviewer, observer });
}

/** Makes a room by the reference backend's REST. */
export async function makeRoom({
  url,
  settings,
  signal,
}: Pick<Probe, 'url' | 'settings' | 'signal'>): Promise<Room> {
  const key = settings['api-key'];
  if (!key)
    throw new Skip('Give a room: --session with --token, or --setting api-key=… if it makes rooms by REST.');
  const response = await fetch(`${url}/api/rooms`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
    signal,
  });
  const text = await response.text();
  if (response.status !== 201)
    throw new Mismatch(
      '201 { id, tokens: { candidate, interviewer, observer } }',
      text.slice(0, 1000),
      `POST /api/rooms gave ${response.status}.`,
    );
  const { id, tokens } = JSON.parse(text) as { id: string; tokens: Record<Person, string> };
  return { id, ...tokens };
}

/** What someone joins with. Skips what needs a token that was not given. */
export async function asPerson(probe: Probe, person: Person): Promise<Joining> {
  const room = await roomOf(probe);
  const token = room[person];
  if (token === undefined) throw new Skip(`Needs --setting ${person}-token=….`);
  return { room: room.id, token };
}

/** Lets someone join. */
export const enter = async (
  probe: Probe,
  person: Person,
  more: Partial<Joining> = {},
  over: Transport = 'socket',
): Promise<Tab> => join(probe, { ...(await asPerson(probe, person)), ...more }, over);
