import { JoinRefusedError, type Offers } from '@interview-room/core';
import { diffUpdate, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Bridge, Far, Link } from '../bridge/index.js';
import { failure, openSocket, type Socket } from '../wire/index.js';
import { BoundTexts } from './bound.js';
import { layoutIn } from './layouts.js';
import { People } from './people.js';
import { openQuestion } from './question.js';
import type { Shared } from './shared.js';
import { Talk } from './talk.js';
import { clientsIn, WholeDocument } from './whole.js';
import type { Heard, YjsWire } from './wire.js';

/** Who is silent for so long is asked something, and who then stays silent is gone. */
const SILENCE = 20_000;
/** A frame this long is not read. */
const LONGEST = 32 * 1024 * 1024;

/** A room of a Yjs server: its document is the room's files, its awareness who is where. The log is kept here. */
export class YjsFar implements Far {
  readonly transport = 'socket';
  readonly offers: Offers;
  readonly #shared: Shared;
  readonly #people: People;
  readonly #talk: Talk;
  #visit: Visit | undefined;
  /** What is typed while a connection is joined: the server may have asked already what it lacks, and asks no second time. */
  #meanwhile: Uint8Array[] | undefined;

  constructor(
    private readonly bridge: Bridge,
    private readonly wire: YjsWire,
  ) {
    const send = (update: Uint8Array) => this.#typed(update);
    const layout = layoutIn(bridge);
    this.offers = layout ? { talk: false } : {};
    this.#people = new People(bridge, (frame) => this.#visit?.say('awareness', frame));
    this.#talk = new Talk(bridge, this.#people.me, layout !== undefined);
    this.#shared = layout
      ? new BoundTexts(bridge, layout, send)
      : new WholeDocument(bridge, send, (clients) => this.#people.authorOf(clients));
  }

  async connect(signal: AbortSignal): Promise<Link> {
    const { bridge, wire } = this;
    const token = (await bridge.token()) ?? '';
    const visit = new Visit(bridge, wire, this.#shared, this.#people);
    const { WebSocket: Socket } = bridge.options;
    const url = wire.url(bridge.base, bridge.request.session, token);
    const socket = await openSocket({ url, Socket, signal }, (_, bytes) => visit.hear(bytes));
    this.#meanwhile = [];
    visit.begin(socket, token);
    try {
      await visit.synced;
      this.#visit = visit;
      for (const update of this.#meanwhile) visit.say('update', update);
      this.#meanwhile = undefined;
      this.#people.start(this.#shared);
      this.#shared.settled();
      this.#talk.begin();
      await openQuestion(bridge, signal);
      if (bridge.state.stage.now === 'waiting')
        await bridge.enter('room', 'stage.changed', { stage: 'started' });
    } catch (error) {
      this.#part();
      visit.end();
      throw error;
    }
    return {
      over: visit.over,
      take: async (entry) => this.#talk.take(entry),
      cast: (kind, body) => this.#cast(kind, body),
      close: () => this.#part(),
    };
  }

  unsent(): number {
    return this.#visit ? 0 : this.#shared.unsent();
  }

  lastWords(): void {
    this.#people.bye();
  }

  close(): void {
    this.#shared.close();
  }

  #typed(update: Uint8Array): void {
    this.#people.wrote(clientsIn(update));
    if (!this.#visit) return void this.#meanwhile?.push(update);
    this.#visit.say('update', update);
    this.#shared.settled();
  }

  #cast(kind: string, body: unknown): void {
    if (kind === 'presence') this.#people.moved(body);
    else if (kind === 'presence.gone') this.#people.moved({});
    else if (kind === 'presence.ask') this.#people.castAll();
  }

  #part(): void {
    const visit = this.#visit;
    this.#meanwhile = undefined;
    if (visit) this.#people.bye();
    this.#visit = undefined;
    this.#people.stop();
    this.#talk.end();
    visit?.end();
  }
}

/** One connection. */
class Visit {
  /** Resolves when this side has all that the server had. */
  readonly synced: Promise<void>;
  /** Rejects with why it is over, or resolves where there is nothing to say of it. */
  readonly over: Promise<void>;
  #socket: Socket | undefined;
  #isSynced: () => void = () => {};
  #isOver: (why: Error) => void = () => {};
  #heardAt: number;
  #stop = () => {};
  readonly #early: Uint8Array[] = [];

  constructor(
    private readonly bridge: Bridge,
    private readonly wire: YjsWire,
    private readonly shared: Shared,
    private readonly people: People,
  ) {
    this.#heardAt = bridge.clock.now();
    this.over = new Promise((_, reject) => (this.#isOver = reject));
    const first = new Promise<void>((resolve) => (this.#isSynced = resolve));
    this.synced = Promise.race([first, this.over]);
    // Whichever is not waited for is of no interest.
    this.over.catch(() => undefined);
    this.synced.catch(() => undefined);
  }

  begin(socket: Socket, token: string): void {
    this.#socket = socket;
    void socket.closed.then(({ code, reason }) => this.#isOver(reasonOf(this.wire.name, code, reason)));
    for (const frame of this.wire.hello(this.bridge.request.session, token)) socket.send(frame);
    this.#ask();
    for (const frame of this.#early.splice(0)) this.hear(frame);
    this.#watch();
  }

  say(kind: 'step1' | 'step2' | 'update' | 'awareness', bytes: Uint8Array): void {
    this.#socket?.send(this.wire.frame(this.bridge.request.session, kind, bytes));
  }

  hear(bytes: Uint8Array | undefined): void {
    this.#heardAt = this.bridge.clock.now();
    if (!bytes) return this.#strange('a frame of text');
    if (!this.#socket) return void this.#early.push(bytes);
    if (bytes.length > LONGEST) return this.#strange(`a frame of ${bytes.length} bytes`);
    try {
      this.#take(this.wire.read(bytes, this.bridge.request.session));
    } catch (error) {
      this.#strange(error instanceof Error ? error.message : 'a frame that cannot be read');
    }
  }

  end(): void {
    this.#stop();
    this.#socket?.close();
  }

  #take(heard: Heard): void {
    switch (heard.type) {
      case 'step1':
        return this.say('step2', whatLacks(this.shared, heard.bytes));
      case 'step2':
        this.shared.receive(heard.bytes);
        return this.#isSynced();
      case 'update':
        return this.shared.receive(heard.bytes);
      case 'awareness': {
        const answer = this.people.awareness.hear(heard.bytes);
        if (answer) this.say('awareness', answer);
        return;
      }
      case 'ask-awareness':
        return this.say('awareness', this.people.awareness.own());
      case 'denied':
        return this.#isOver(refused(this.wire.name, heard.text));
      case 'closed':
        return this.#isOver(failure('unavailable', {}, heard.text.slice(0, 200)));
      case 'scope':
        if (heard.text === 'readonly') this.#readOnly();
        return;
      case 'not-applied':
        return this.#readOnly();
      case 'applied':
        return;
      case 'unknown':
        return this.#strange(heard.text);
    }
  }

  #toldReadOnly = false;
  #readOnly(): void {
    if (this.#toldReadOnly) return;
    this.#toldReadOnly = true;
    this.bridge.notice(
      'warning',
      'readonly',
      'You may read here, and not write: what you type stays in this browser.',
    );
  }

  #strange(text: string): void {
    this.bridge.notice('event', this.wire.name, text);
  }

  #ask(): void {
    this.say('step1', encodeStateVector(this.shared.doc));
  }

  /** A connection may be gone without a word: who is there answers a question. */
  #watch(): void {
    this.#stop = this.bridge.clock.after(SILENCE, () => {
      const silence = this.bridge.clock.now() - this.#heardAt;
      if (silence > SILENCE * 2) return this.#isOver(failure('timeout'));
      if (silence >= SILENCE) this.#ask();
      this.#watch();
    });
  }
}

/** What another lacks who has so much. What is no state vector is taken for nothing. */
function whatLacks({ doc }: Shared, vector: Uint8Array): Uint8Array {
  const all = encodeStateAsUpdate(doc);
  try {
    return diffUpdate(all, vector);
  } catch {
    return all;
  }
}

function reasonOf(name: string, code: number, reason: string): Error {
  if (code === 4401 || code === 4403 || code === 1008) return refused(name, reason);
  if (code === 4004 || code === 4404)
    return new JoinRefusedError('room-unknown', `${name} has no such room. Check the link.`, false);
  return failure('network');
}

const refused = (name: string, reason: string): JoinRefusedError => {
  const said = reason.trim() ? ` It said: ${reason.trim().slice(0, 200)}` : '';
  return new JoinRefusedError(
    'token-invalid',
    `${name} does not let you in: ask for a new link.${said}`,
    false,
  );
};
