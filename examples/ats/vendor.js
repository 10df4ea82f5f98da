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

const routes = [
  ['GET', /^\/$/, 'home'],
  ['GET', /^\/interviews\/([\w-]+)$/, 'interview'],
  ['GET', /^\/pages\/[\w.-]+\.(?:js|css)$/, 'file'],
  ['GET', /^\/favicon\.ico$/, 'nothing'],
  ['POST', /^\/sign-in$/, 'signIn'],
  ['POST', /^\/interviews$/, 'invite'],
  ['POST', /^\/interviews\/([\w-]+)\/token$/, 'token'],
  ['GET', /^\/news$/, 'news'],
  ['POST', /^\/hooks$/, 'hook'],
];

/** The vendor's server. Each of its methods that a route names answers a request. */
export class Vendor {
  /** Cookie → person. */
  #sessions = new Map();
  /** Room → what has been heard of it. */
  #interviews = new Map();
  /** Webhooks come at least once: the ids of those that were taken. */
  #taken = new Set();
  #watching = new Set();

  /** @param {{ url: string, sdk: string, backend: string, apiKey: string, webhookSecret: string }} options */
  constructor(options) {
    this.options = options;
    this.client = backendClient(options);
  }

  async handle(request, response) {
    const path = pathOf(request);
    for (const [method, pattern, name] of routes) {
      const found = method === request.method && pattern.exec(path);
      if (found) return this[name](request, response, found[1]);
    }
    throw new HttpError(404, 'Not found');
  }

  home(request, response) {
    return this.#page(request, response, this.#personOf(request) ? 'desk' : 'door');
  }

  interview(request, response) {
    this.#mustBe(request);
    return this.#page(request, response, 'interview');
  }

  file(request, response) {
    return sendFile(response, here('.'), pathOf(request));
  }

  nothing(_request, response) {
    response.writeHead(204).end();
  }

  /** Who somebody is would be found out by a password; here they choose. */
  async signIn(request, response) {
    const person = people[new URLSearchParams(await bodyOf(request)).get('as')];
    if (!person) throw new HttpError(422, 'Nobody of that name.');
    const cookie = randomBytes(24).toString('base64url');
    this.#sessions.set(cookie, person);
    response.setHeader('Set-Cookie', `ats=${cookie}; HttpOnly; SameSite=Lax; Path=/`);
    response.writeHead(303, { Location: '/' }).end();
  }

  /** Makes the room. The browser gets its id, and no key. */
  async invite(request, response) {
    this.#mustBe(request, 'interviewer');
    const id = await this.client.makeRoom(question, `${this.options.url}/hooks`);
    this.#interviews.set(id, { news: [] });
    this.#tellAll();
    sendJson(response, { id });
  }

  /** The endpoint that <interview-room> asks, by the page, each time that it connects. */
  async token(request, response, room) {
    const person = this.#mustBe(request);
    if (!this.#interviews.has(room)) throw new HttpError(404, 'There is no such interview.');
    sendJson(response, { token: await this.client.makeToken(room, person) });
  }

  /** What the backend tells. It is answered before anything is done about it, and taken once. */
  async hook(request, response) {
    const body = await bodyOf(request);
    if (!isGenuine(request.headers['x-interview-room-signature'], body, this.options.webhookSecret))
      throw new HttpError(401, 'Not signed.');
    response.writeHead(204).end();
    const { id, event, room, at, data } = JSON.parse(body);
    if (this.#taken.has(id)) return;
    this.#taken.add(id);
    this.#interviews.get(room)?.news.push({ event, at, summary: data.summary });
    this.#tellAll();
  }

  /** What there is, and each time that it changes. */
  news(request, response) {
    const person = this.#mustBe(request);
    const watcher = { response, person };
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    this.#tell(watcher);
    this.#watching.add(watcher);
    request.on('close', () => this.#watching.delete(watcher));
  }

  #tellAll() {
    for (const watcher of this.#watching) this.#tell(watcher);
  }

  /** How the tests went is for the recruiter: what a page is not to show, it is not sent. */
  #tell({ response, person }) {
    const isFor = ({ event }) => event !== 'graded' || person.role === 'interviewer';
    const list = [...this.#interviews].map(([id, { news }]) => ({ id, news: news.filter(isFor) }));
    response.write(`data: ${JSON.stringify(list)}\n\n`);
  }

  #personOf(request) {
    return this.#sessions.get(/(?:^|; )ats=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);
  }

  #mustBe(request, role) {
    const person = this.#personOf(request);
    if (!person || (role && person.role !== role)) throw new HttpError(person ? 403 : 401, 'Sign in first.');
    // Cookies go along with requests of other sites too; what changes something must come from our own pages.
    if (request.method !== 'GET' && request.headers.origin !== this.options.url)
      throw new HttpError(403, 'Another site.');
    return person;
  }

  /** Every answer has a nonce of its own. */
  async #page(request, response, name) {
    const { sdk, backend } = this.options;
    const { name: PERSON = '', role: ROLE = '' } = this.#personOf(request) ?? {};
    const nonce = randomBytes(16).toString('base64');
    const words = { NONCE: nonce, SDK: sdk, BACKEND: backend, PERSON, ROLE };
    const text = await readFile(here(`pages/${name}.html`), 'utf8');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', pagePolicy({ nonce, sdk, backend }));
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    response.end(text.replace(/%([A-Z]+)%/g, (_, word) => words[word]));
  }
}

function sendJson(response, value) {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(value));
}
