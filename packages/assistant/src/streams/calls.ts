import type { ChatEvent } from './events.js';
import { longest, TooLong } from './frames.js';
import { newId, parseJson } from './json.js';

interface Open {
  call: string;
  name: string;
  text: string;
  started: boolean;
}

/** The input that a call's arguments stand for: an object for none, the text itself if it is no JSON. */
export function inputOf(text: string): unknown {
  if (text.trim() === '') return {};
  const value = parseJson(text);
  return value === undefined ? text : value;
}

/** The calls of an answer while their arguments come, by whatever the dialect tells them apart with. */
export class Calls {
  private readonly open = new Map<string, Open>();
  private readonly waiting = new Set<string>();
  private size = 0;

  /** Whether a call is under way by this key. */
  has(key: string): boolean {
    return this.open.has(key);
  }

  /** The id of the call under way by this key. */
  id(key: string): string | undefined {
    return this.open.get(key)?.call;
  }

  /** What came of the arguments of the call under way by this key. */
  text(key: string): string {
    return this.open.get(key)?.text ?? '';
  }

  /** Whether calls are ready that have no result. */
  get wanting(): boolean {
    return this.waiting.size > 0;
  }

  /** A piece of a call: its id and name may come with any piece, and count once. */
  piece(key: string, part: { call?: string; name?: string; text?: string }): ChatEvent[] {
    const open = this.open.get(key) ?? this.begin(key, part.call);
    open.name ||= part.name ?? '';
    const text = part.text ?? '';
    open.text += text;
    this.charge(text.length);
    if (open.started) return text === '' ? [] : [{ type: 'tool-delta', call: open.call, text }];
    return open.name === '' ? [] : this.show(open);
  }

  /** The call is whole. `input` wins over the text that came. */
  ready(key: string, input?: unknown): ChatEvent[] {
    const open = this.open.get(key);
    if (!open) return [];
    this.open.delete(key);
    open.name ||= 'unknown';
    this.waiting.add(open.call);
    const whole = input === undefined ? inputOf(open.text) : input;
    return [
      ...(open.started ? [] : this.show(open)),
      { type: 'tool-ready', call: open.call, name: open.name, input: whole },
    ];
  }

  /** Every call under way is whole. */
  readyAll(): ChatEvent[] {
    return [...this.open.keys()].flatMap((key) => this.ready(key));
  }

  /** A call has its result. */
  answered(call: string): void {
    this.waiting.delete(call);
  }

  /** What was called is not called after all. */
  forget(): void {
    this.open.clear();
    this.waiting.clear();
  }

  private begin(key: string, call = newId('call')): Open {
    this.charge(100 + key.length + call.length);
    const open = { call, name: '', text: '', started: false };
    this.open.set(key, open);
    return open;
  }

  private show(open: Open): ChatEvent[] {
    open.started = true;
    const { call, name, text } = open;
    const start: ChatEvent = { type: 'tool-start', call, name };
    return text === '' ? [start] : [start, { type: 'tool-delta', call, text }];
  }

  private charge(characters: number): void {
    this.size += characters;
    if (this.size > longest) throw new TooLong();
  }
}
