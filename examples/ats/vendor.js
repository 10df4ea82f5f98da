// A small applicant tracking system: people sign in, a recruiter invites to an interview, and follows what comes of it.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { backendClient } from './backend.js';
import { bodyOf, HttpError, pathOf, sendFile } from './http.js';
import { pagePolicy } from './policy.js';
import { isGenuine } from './webhook.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const question = JSON.parse(readFileSync(here('question.json'), 'utf8'));

/** Who there is. What one may be in a room follows from who one is here, and from nothing that a page says. */
const people = {
  grace: { sub: 'grace', name: 'Grace (recruiter)', role: 'interviewer' },
  ada: { sub: 'ada', name: 'Ada (applicant)', role: 'candidate', extraTime: 25 },
};

/** @param {{ url: string, sdk: string, backend: string, apiKey: string, webhookSecret: string }} options */
export function vendor({ url, sdk, backend, apiKey, webhookSecret }) {
  const client = backendClient({ backend, apiKey });
  /** Cookie → person. */
  const sessions = new Map();
  /** Room → what has been heard of it. */
  const interviews = new Map();
  /** Webhooks come at least once: the ids of those that were taken. */
  const taken = new Set();
  const watching = new Set();

  const personOf = (request) => sessions.get(/(?:^|; )ats=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);
  function mustBe(request, role) {
    const person = personOf(request);
    if (!person || (role && person.role !== role)) throw new HttpError(person ? 403 : 401, 'Sign in first.');
    // Cookies go along with requests of other sites too; what changes something must come from our own pages.
    if (request.method !== 'GET' && request.headers.origin !== url) throw new HttpError(403, 'Another site.');
    return person;
  }

  const listed = () => [...interviews].map(([id, { news }]) => ({ id, news }));
  const tellAll = () =>
    watching.forEach((response) => response.write(`data: ${JSON.stringify(listed())}\n\n`));

  const routes = [
    ['GET', /^\/$/, (request, response) => page(request, response, personOf(request) ? 'desk' : 'door')],
    [
      'GET',
      /^\/interviews\/([\w-]+)$/,
      (request, response) => (mustBe(request), page(request, response, 'interview')),
    ],
    [
      'GET',
      /^\/pages\/[\w.-]+\.(?:js|css)$/,
      (request, response) => sendFile(response, here('.'), pathOf(request)),
    ],
    ['GET', /^\/favicon\.ico$/, (_, response) => response.writeHead(204).end()],
    ['POST', /^\/sign-in$/, signIn],
    ['POST', /^\/interviews$/, invite],
    ['POST', /^\/interviews\/([\w-]+)\/token$/, token],
    ['GET', /^\/news$/, news],
    ['POST', /^\/hooks$/, hook],
  ];

  /** Who somebody is would be found out by a password; here they choose. */
  async function signIn(request, response) {
    const person = people[new URLSearchParams(await bodyOf(request)).get('as')];
    if (!person) throw new HttpError(422, 'Nobody of that name.');
    const cookie = randomBytes(24).toString('base64url');
    sessions.set(cookie, person);
    response.setHeader('Set-Cookie', `ats=${cookie}; HttpOnly; SameSite=Lax; Path=/`);
    response.writeHead(303, { Location: '/' }).end();
  }

  /** Makes the room. The browser gets its id, and no key. */
  async function invite(request, response) {
    mustBe(request, 'interviewer');
    const id = await client.makeRoom(question, `${url}/hooks`);
    interviews.set(id, { news: [] });
    tellAll();
    sendJson(response, { id });
  }

  /** The endpoint that <interview-room> asks, by the page, each time that it connects. */
  async function token(request, response, room) {
    const person = mustBe(request);
    if (!interviews.has(room)) throw new HttpError(404, 'There is no such interview.');
    sendJson(response, { token: await client.makeToken(room, person) });
  }

  /** What the backend tells. It is answered before anything is done about it, and taken once. */
  async function hook(request, response) {
    const body = await bodyOf(request);
    if (!isGenuine(request.headers['x-interview-room-signature'], body, webhookSecret))
      throw new HttpError(401, 'Not signed.');
    response.writeHead(204).end();
    const { id, event, room, at, data } = JSON.parse(body);
    if (taken.has(id)) return;
    taken.add(id);
    interviews.get(room)?.news.push({ event, at, summary: data.summary });
    tellAll();
  }

  /** What there is, and each time that it changes. */
  function news(request, response) {
    mustBe(request);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(`data: ${JSON.stringify(listed())}\n\n`);
    watching.add(response);
    request.on('close', () => watching.delete(response));
  }

  /** Every answer has a nonce of its own. */
  async function page(request, response, name) {
    const nonce = randomBytes(16).toString('base64');
    const words = {
      NONCE: nonce,
      SDK: sdk,
      BACKEND: backend,
      PERSON: personOf(request)?.name ?? '',
      ROLE: personOf(request)?.role ?? '',
    };
    const text = await readFile(here(`pages/${name}.html`), 'utf8');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', pagePolicy({ nonce, sdk, backend }));
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    response.end(text.replace(/%([A-Z]+)%/g, (_, word) => words[word]));
  }

  return async (request, response) => {
    const path = pathOf(request);
    for (const [method, pattern, handle] of routes) {
      const found = method === request.method && pattern.exec(path);
      if (found) return handle(request, response, ...found.slice(1));
    }
    throw new HttpError(404, 'Not found');
  };
}

function sendJson(response, value) {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(value));
}
