import type {
  ChatEvent,
  ChatFailure,
  ChatMessage,
  ChatRequest,
  ChatTransport,
  ToolCall,
} from '@interview-room/assistant/streams';
import { Entry, newId } from './entry.js';
import { failureOf } from './failure.js';
import { reconcile } from './history.js';
import { listen, type Source } from './listen.js';
import { Queue, type Waiting } from './queue.js';

/** No model says so much; a stream that has no end must not fill the memory. In characters. */
const LONGEST_ANSWER = 4_000_000;
const tooLong = Object.assign(new Error(), { code: 'too-long', retryable: false });

/** What a talk needs of the element that shows it, and tells it. */
export interface TalkHost {
  /** What asks the model. */
  transport(): ChatTransport | Promise<ChatTransport>;
  /** What else goes along with each question. */
  context(): Pick<ChatRequest, 'model' | 'system'>;
  /** There is something to ask. */
  ready(): boolean;
  /** The connection is there. */
  online(): boolean;
  /** Messages came or went, or one is over. */
  changed(): void;
  /** An answer grew by an event. */
  grew(entry: Entry, event: ChatEvent): void;
  started(question: ChatMessage): void;
  called(call: ToolCall): void;
  failed(failure: ChatFailure): void;
  finished(answer: Entry): void;
}

/**
 * A conversation, without a face: its messages, the answer under way, and what waits to be asked.
 *
 *   send → queue → (no answer under way, online, not held) → asked → answer: live → whole | stopped | failed
 *                                                                        next of the queue ← ──┘      └→ held
 */
export class Talk {
  /** What was said, oldest first. */
  entries: readonly Entry[] = [];
  readonly queue = new Queue();
  /** The answer to a question of one's own. */
  own?: Entry | undefined;
  private id = newId();
  private readonly streams = new Map<Entry, AbortController>();

  constructor(private readonly host: TalkHost) {}

  /** Why messages wait. */
  get waiting(): Waiting {
    if (this.queue.held) return 'failed';
    return this.own ? 'answer' : 'offline';
  }

  /** Asks something, now or after what is under way. Gives the question's id. */
  send(text: string): string {
    const { id } = this.queue.add(text);
    this.flush();
    this.host.changed();
    return id;
  }

  /** Asks what waits, if it can be asked now. */
  flush(): void {
    if (this.own || this.queue.held || !this.host.online() || !this.host.ready()) return;
    this.askNext();
  }

  /** Asks one of those that wait, connection or not, as soon as no answer is under way. */
  sendNow(id: string): void {
    this.queue.prefer(id);
    this.queue.held = false;
    if (!this.own && this.host.ready()) this.askNext();
    this.host.changed();
  }

  /** Takes one of those that wait out. */
  unqueue(id: string): void {
    this.queue.remove(id);
    this.host.changed();
  }

  /** Asks in the place of an earlier question. What followed that goes; but of a history that the page gives, nothing does. */
  resend(id: string, text: string): string {
    const at = this.entries.findIndex((entry) => entry.message.id === id && !entry.given);
    if (at >= 0) this.cutTo(this.entries.filter(({ given }, place) => place < at || given));
    return this.send(text);
  }

  /** Ends the answer to one's own question. What came of it stays. */
  stop(): void {
    if (this.own) this.streams.get(this.own)?.abort();
  }

  /** Ends all streams: the element has left its page. */
  leave(): void {
    for (const abort of this.streams.values()) abort.abort();
  }

  /** The answer that can be asked for again: the last message, if it is one. */
  get retryable(): Entry | undefined {
    const last = this.entries.at(-1);
    return last && !last.live && last.message.role === 'assistant' ? last : undefined;
  }

  /** Asks for the last answer again. */
  retry(): void {
    const { retryable } = this;
    const question = this.entries.findLast(({ message }) => message.role === 'user');
    if (this.own || !question || !this.host.ready()) return;
    if (retryable) this.cutTo(this.entries.slice(0, -1));
    this.queue.held = false;
    void this.ask(question, 'regenerate');
    this.host.changed();
  }

  /** Forgets everything. */
  clear(): void {
    this.queue.clear();
    this.cutTo([]);
    this.id = newId();
    this.host.changed();
  }

  /** Adds a message, or puts it in the place of the one with its id. */
  append(message: ChatMessage): void {
    const entry = this.find(message.id);
    if (entry && !entry.live) entry.message = message;
    if (!entry) this.entries = [...this.entries, new Entry(message)];
    this.host.changed();
  }

  /** Takes in the history. Gives what is new in it; of a history that comes first, nothing is. */
  give(messages: readonly ChatMessage[]): readonly ChatMessage[] {
    const known = new Set(this.entries.map(({ message }) => message.id));
    this.cutTo(reconcile(this.entries, messages));
    return known.size > 0 ? messages.filter(({ id }) => !known.has(id)) : [];
  }

  /** Shows an answer that someone else asked for. Resolves when it is over. */
  async follow(events: AsyncIterable<ChatEvent>, { id, by }: { id: string; by?: string }): Promise<void> {
    const entry = this.find(id) ?? new Entry(answer(id, by));
    if (entry.live) return;
    entry.message = answer(id, by ?? entry.message.by);
    if (!this.entries.includes(entry)) this.entries = [...this.entries, entry];
    await this.read(entry, () => events);
  }

  private find(id: string): Entry | undefined {
    return this.entries.find((entry) => entry.message.id === id);
  }

  /** Those that are no longer there are no longer listened to. */
  private cutTo(entries: readonly Entry[]): void {
    this.entries = entries;
    for (const [entry, abort] of this.streams) {
      if (entries.includes(entry)) continue;
      this.streams.delete(entry);
      if (this.own === entry) this.own = undefined;
      abort.abort();
    }
  }

  private askNext(): void {
    const next = this.queue.shift();
    if (!next) return;
    const question = new Entry({ id: next.id, role: 'user', text: next.text, at: Date.now() });
    this.entries = [...this.entries, question];
    void this.ask(question, 'submit');
  }

  private async ask(question: Entry, trigger: 'submit' | 'regenerate'): Promise<void> {
    const messages = this.entries.map(({ message }) => message);
    const request: ChatRequest = { id: this.id, messages, trigger, ...this.host.context() };
    const entry = new Entry(answer(`${question.message.id}/answer`), question);
    this.entries = [...this.entries, entry];
    this.own = entry;
    this.host.started(question.message);
    await this.read(entry, (signal) => asked(this.host, request, signal));
  }

  private async read(entry: Entry, open: (signal: AbortSignal) => Source): Promise<void> {
    const abort = new AbortController();
    this.streams.set(entry, abort);
    entry.live = true;
    this.host.changed();
    try {
      for await (const event of listen(() => open(abort.signal), abort.signal)) {
        this.take(entry, event);
        if (entry.message.text.length > LONGEST_ANSWER) throw tooLong;
      }
    } catch (error) {
      this.take(entry, { type: 'error', ...failureOf(error) });
    }
    this.end(entry, abort.signal.aborted);
  }

  private take(entry: Entry, event: ChatEvent): void {
    entry.take(event);
    this.host.grew(entry, event);
    if (event.type !== 'tool-ready') return;
    const call = entry.message.calls?.find(({ call }) => call === event.call);
    if (call) this.host.called(call);
  }

  private end(entry: Entry, stopped: boolean): void {
    entry.end(stopped);
    // One that was taken out of the transcript meanwhile is nobody's any more.
    if (!this.streams.delete(entry)) return;
    const mine = this.own === entry;
    if (mine) this.own = undefined;
    // What a person answers comes with the history.
    if (entry.isBlank) this.entries = this.entries.filter((each) => each !== entry);
    const failed = entry.message.error;
    if (mine && failed && this.queue.all.length > 0) this.queue.held = true;
    if (failed) this.host.failed(failed);
    this.host.finished(entry);
    if (mine) this.flush();
    this.host.changed();
  }
}

const answer = (id: string, by?: string): ChatMessage => ({
  id,
  role: 'assistant',
  text: '',
  at: Date.now(),
  status: 'streaming',
  ...(by && { by }),
});

/** A function of the page may also promise the stream. */
async function asked(
  host: TalkHost,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const transport = await host.transport();
  return transport(request, { signal });
}
