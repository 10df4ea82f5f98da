import { isObject, objectOf, type Json } from '../wire/index.js';
import type { Answer, Probe } from './probe.js';

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

const agentSocket: Sign = async ({ probe }) => {
  const path = '/ws/agent';
  const { type } = objectOf(await probe.firstFrame(path));
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
  const answer = await ask(scene, `/api/interview/${idIn(scene)}/questions`);
  if (!answer) return undefined;
  const data = objectOf(answer.body['success'] === true ? answer.body['data'] : answer.body);
  const known = hasAll(data, 'totalQuestions') || (answer.status >= 400 && 'error' in data);
  return known ? { dialect: 'interviewlm', by: 'GET /api/interview/…/questions' } : undefined;
};

const fastApi: readonly Sign[] = [interviews, tasks, agentSocket, sessions, session, questions];
const others: readonly Sign[] = [sessions, questions, session, interviews, tasks, agentSocket];

/** Finds out what a backend speaks: at most six requests and a socket, one after the other, none of which changes anything. */
export async function findDialect(probe: Probe, room: string): Promise<Found | undefined> {
  const path = '/api/openapi.json';
  const plain = await probe.get(path);
  const paths = Object.keys(objectOf(objectOf(plain?.body)['paths']));
  if (paths.some((each) => each.startsWith('/api/rooms'))) return { dialect: 'native', by: `GET ${path}` };
  for (const sign of isFastApi(plain) ? fastApi : others) {
    const found = await sign({ probe, plain, session: room });
    if (found) return found;
  }
  return undefined;
}

/** How that framework says that there is nothing: likely ones are tried first then. */
const isFastApi = (plain: Answer | undefined): boolean => objectOf(plain?.body)['detail'] === 'Not Found';
