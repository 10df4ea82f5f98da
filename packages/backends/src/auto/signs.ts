import { isObject, objectOf, type Json } from '../wire/index.js';
import type { Answer, Frame, Probe } from './probe.js';

/** What a backend turned out to speak. */
export interface Found {
  readonly dialect: string;
  readonly variant?: string;
  /** What it was known by. */
  readonly by: string;
}

/** What the signs look at: `plain` is how the backend answers a path that only our own servers have. */
interface Scene {
  readonly probe: Probe;
  readonly plain: Answer | undefined;
  readonly session: string;
  /** What the socket said first that one of them has. */
  socket?: Frame | undefined;
}
type Sign = (scene: Scene) => Promise<Found | undefined>;

/** A room of ours, or anybody's id: one that is not there is answered too, by whoever has such rooms. */
const idIn = ({ session }: Scene): string => encodeURIComponent(session || 'probe');

/** A path is known where it is answered otherwise than one that nobody has, and in JSON. */
async function ask(
  { probe, plain }: Scene,
  path: string,
): Promise<{ status: number; body: Json; list?: true } | undefined> {
  const answer = await probe.get(path);
  if (!answer || (answer.status === plain?.status && answer.text === plain.text)) return undefined;
  if (Array.isArray(answer.body)) return { status: answer.status, body: {}, list: true };
  return isObject(answer.body) ? { status: answer.status, body: answer.body } : undefined;
}

const isDenied = (status: number): boolean => status === 401 || status === 403;
const hasAll = (body: Json, ...names: readonly string[]): boolean => names.every((name) => name in body);

const interviews: Sign = async (scene) => {
  const path = '/api/v1/interview/';
  const answer = await ask(scene, path);
  if (!answer) return undefined;
  const lists = answer.list || Object.values(answer.body).some(Array.isArray);
  const known = (answer.status === 200 && lists) || (isDenied(answer.status) && 'detail' in answer.body);
  return known ? { dialect: 'code-interview-agent', variant: 'v1', by: `GET ${path}` } : undefined;
};

const agentSocket: Sign = async (scene) => {
  const path = '/ws/agent';
  scene.socket = await scene.probe.firstFrame(path);
  const { type } = objectOf(scene.socket?.json);
  return type === 'connected'
    ? { dialect: 'code-interview-agent', variant: 'v2', by: `the first frame of ${path}` }
    : undefined;
};

const tasks: Sign = async (scene) => {
  const answer = await ask(scene, '/tasks');
  const known = answer?.status === 200 && hasAll(answer.body, 'tasks', 'total_tasks');
  return known ? { dialect: 'agent-runtime', by: 'GET /tasks' } : undefined;
};

const sessions: Sign = async (scene) => {
  const answer = await ask(scene, `/sessions/${idIn(scene)}`);
  if (!answer) return undefined;
  const known =
    hasAll(answer.body, 'id', 'code', 'language') || (answer.status === 404 && 'error' in answer.body);
  return known ? { dialect: 'relay', variant: 'impl', by: 'GET /sessions/…' } : undefined;
};

const session: Sign = async (scene) => {
  const answer = await ask(scene, `/session/${idIn(scene)}`);
  if (!answer) return undefined;
  const known = 'sessionId' in answer.body || (answer.status === 404 && 'error' in answer.body);
  return known ? { dialect: 'relay', variant: 'docs', by: 'GET /session/…' } : undefined;
};

const questions: Sign = async (scene) => {
  const base = `/api/interview/${idIn(scene)}`;
  const answer = await ask(scene, `${base}/questions`);
  if (!answer) return undefined;
  const data = objectOf(answer.body['success'] === true ? answer.body['data'] : answer.body);
  const known = hasAll(data, 'totalQuestions') || (answer.status >= 400 && 'error' in data);
  if (!known) return undefined;
  return (await hasWatch(scene.probe, base))
    ? { dialect: 'interviewlm', variant: 'proposed', by: 'GET /api/interview/…/files/watch' }
    : { dialect: 'interviewlm', by: 'GET /api/interview/…/questions' };
};

/**
 * One variant alone has a stream of its files at this path: it streams, or refuses otherwise than a path beside it that nobody
 * has. The other variants differ in what comes of a question to the model or a run of the tests, which are not asked for.
 */
async function hasWatch(probe: Probe, base: string): Promise<boolean> {
  const watch = await probe.get(`${base}/files/watch`);
  if (watch?.streams) return true;
  if (!isObject(watch?.body) || !('error' in watch.body)) return false;
  const nobody = await probe.get(`${base}/files-of-nobody`);
  return nobody !== undefined && (nobody.status !== watch.status || nobody.text !== watch.text);
}

/** A server of Yjs rooms begins with what it has of the document: kind 0 (sync), step 0. Pages are often not let see its HTTP. */
const documents: Sign = async ({ probe, session }) => {
  if (!session) return undefined;
  const { bytes } = (await probe.firstFrame(`/${encodeURIComponent(session)}`)) ?? {};
  return bytes && bytes.length >= 3 && bytes[0] === 0 && bytes[1] === 0
    ? { dialect: 'y-websocket', by: 'the first frame of the room' }
    : undefined;
};

/** A pad without any REST: its sockets open under every name, and wait to be told who comes. */
const pads: Sign = async ({ plain, socket }) =>
  plain?.status === 404 && socket && !('json' in socket) && !('bytes' in socket)
    ? { dialect: 'relay', variant: 'flat', by: 'a socket at /ws/… that waits to be joined' }
    : undefined;

/** What these servers answer whatever is asked. */
const greetings: readonly (readonly [dialect: string, greeting: RegExp])[] = [
  ['y-websocket', /^okay$/],
  ['hocuspocus', /^Welcome to Hocuspocus/],
];

const fastApi: readonly Sign[] = [interviews, tasks, agentSocket, sessions, session, questions];
const others: readonly Sign[] = [
  sessions,
  questions,
  session,
  interviews,
  tasks,
  agentSocket,
  documents,
  pads,
];

/** Finds out what a backend speaks: at most eight requests and two sockets, one after the other, none of which changes anything. */
export async function findDialect(probe: Probe, room: string): Promise<Found | undefined> {
  const path = '/api/openapi.json';
  const plain = await probe.get(path);
  const paths = Object.keys(objectOf(objectOf(plain?.body)['paths']));
  if (paths.some((each) => each.startsWith('/api/rooms'))) return { dialect: 'native', by: `GET ${path}` };
  const [greeter] = greetings.find(([, greeting]) => greeting.test(plain?.text.trim() ?? '')) ?? [];
  if (greeter) return { dialect: greeter, by: 'its answer to any request' };
  const scene: Scene = { probe, plain, session: room };
  for (const sign of isFastApi(plain) ? fastApi : others) {
    const found = await sign(scene);
    if (found) return found;
  }
  return undefined;
}

/** How that framework says that there is nothing: likely ones are tried first then. */
const isFastApi = (plain: Answer | undefined): boolean => objectOf(plain?.body)['detail'] === 'Not Found';
