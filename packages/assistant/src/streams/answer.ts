import { rowOf, rows } from './dialects.js';
import type { ChatEvent, ChatFailure, Dialect } from './events.js';
import { failure, failureOf, isPage } from './failure.js';
import { Frames, TooLong, type Frame } from './frames.js';
import { parseJson } from './json.js';
import type { DialectRow, Parser } from './parser.js';

type Shape = 'frames' | 'page' | 'json' | 'plain';

const isTerminal = ({ type }: ChatEvent): boolean => type === 'finish' || type === 'error';

/** How many frames may pass before it must be plain whose they are. */
const mostUnknown = 16;
const longestBody = 1024 * 1024;

/** What a body looks like by its beginning; `undefined` while too little of it is there. */
function shapeOf(beginning: string, whole: boolean): Shape | undefined {
  const text = beginning.trimStart();
  const [line = ''] = text.split(/[\r\n]/, 1);
  if (!whole && line.length === text.length && text.length < 64) return undefined;
  if (text === '') return 'frames';
  if (isPage(text)) return 'page';
  if (/^(data|event|id|retry)?:/.test(line) || /^(data|event|id|retry)$/.test(line)) return 'frames';
  return text.startsWith('{') ? 'json' : 'plain';
}

function shapeOfHeaders(headers: Headers | undefined): Shape | undefined {
  const type = headers?.get('content-type') ?? '';
  if (type.includes('text/html')) return 'page';
  return type.includes('json') && !type.includes('stream') ? 'json' : undefined;
}

/**
 * Reads one answer from its bytes, as they come. The first event is `start` and says which dialect it is,
 * the last one is `finish` or `error`.
 */
export class AnswerReader {
  /** Whether the last event was given. */
  done = false;

  private row: DialectRow | undefined;
  private parser: Parser | undefined;
  private shape: Shape | undefined;
  private started = false;
  /** Whether it does not look like frames. */
  private odd = false;
  private held = '';
  private readonly unknown: Frame[] = [];
  private readonly decoder = new TextDecoder();
  private readonly frames = new Frames();

  constructor(dialect: Dialect | 'auto', headers?: Headers) {
    this.shape = shapeOfHeaders(headers);
    const byHeaders = headers && rows.find((row) => row.detectHeaders?.(headers));
    if (dialect !== 'auto') this.choose(rowOf(dialect));
    else if (byHeaders) this.choose(byHeaders);
    if (this.row?.plain) this.shape ??= 'plain';
  }

  /** The dialect, once it is known. */
  get dialect(): Dialect | undefined {
    return this.row?.dialect;
  }

  /** What these bytes mean. */
  push(bytes: Uint8Array): ChatEvent[] {
    return this.bounded(() => this.take(this.decoder.decode(bytes, { stream: true })));
  }

  /** What is left to say when no more bytes come. */
  end(): ChatEvent[] {
    return this.bounded(() => {
      const events = this.take(this.decoder.decode(), true);
      if (this.done) return events;
      const last = this.shape === 'frames' ? this.frames.end().flatMap((frame) => this.frame(frame)) : [];
      return [...events, ...last, ...this.close()];
    });
  }

  private bounded(read: () => ChatEvent[]): ChatEvent[] {
    if (this.done) return [];
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      return this.say([{ type: 'error', ...failure('unknown', { detail: 'a single piece over 4 MB' }) }]);
    }
  }

  private take(text: string, whole = false): ChatEvent[] {
    if (this.shape === 'frames') return this.frames.push(text).flatMap((frame) => this.frame(frame));
    if (this.shape === 'plain') return this.plain(text);
    if (this.held.length < longestBody) this.held += text;
    this.shape ??= shapeOf(this.held, whole);
    // A page or an object is an error, and wanted whole.
    if (this.shape !== 'frames' && this.shape !== 'plain') return [];
    const held = this.held;
    this.held = '';
    // Where frames are expected, a line that is none is a server's oddity.
    this.odd = this.shape === 'plain';
    if (this.row && !this.row.plain) this.shape = 'frames';
    return this.take(held);
  }

  private plain(text: string): ChatEvent[] {
    if (!this.parser) this.choose(rowOf('text'));
    return this.say(this.parser?.read({ data: text, json: undefined }) ?? []);
  }

  private frame(frame: Frame): ChatEvent[] {
    if (this.parser) return this.say(this.parser.read(frame));
    this.unknown.push(frame);
    const row = rows.find((row) => row.detect(frame));
    if (!row) return this.unknown.length < mostUnknown ? [] : this.say([this.strange()]);
    const parser = this.choose(row);
    return this.unknown.splice(0).flatMap((held) => this.say(parser.read(held)));
  }

  private choose(row: DialectRow): Parser {
    this.row = row;
    this.parser = row.parser();
    return this.parser;
  }

  /** No more comes: the parser's last word, or that there should have been more. */
  private close(): ChatEvent[] {
    if (this.shape === 'page') return this.say([{ type: 'error', ...failure('html') }]);
    if (this.shape === 'json') return this.say([{ type: 'error', ...this.object() }]);
    const last = this.say(this.parser?.end() ?? []);
    if (this.done) return last;
    const strange = this.unknown.length > 0 || (this.odd && !this.started);
    return [...last, ...this.say([strange ? this.strange() : { type: 'error', ...failure('cut') }])];
  }

  private object(): ChatFailure {
    const json = parseJson(this.held);
    const isError = /"(error|detail|errorText)"/.test(this.held);
    return isError ? failureOf(json) : failure('unknown', { detail: 'JSON instead of a stream' });
  }

  private strange(): ChatEvent {
    return { type: 'error', ...failure('unknown', { detail: 'a stream of no dialect that is known here' }) };
  }

  /** Sees to it that an answer begins and ends once. */
  private say(events: readonly ChatEvent[]): ChatEvent[] {
    const said: ChatEvent[] = [];
    for (const event of events) {
      if (this.done) break;
      if (event.type === 'start' ? !this.started : !this.started && this.row) {
        const { row } = this;
        const begin = event.type === 'start' ? event : { type: 'start' as const };
        said.push(row ? { ...begin, dialect: row.dialect } : begin);
        this.started = true;
      }
      if (event.type !== 'start') said.push(event);
      this.done = isTerminal(event);
    }
    return said;
  }
}
