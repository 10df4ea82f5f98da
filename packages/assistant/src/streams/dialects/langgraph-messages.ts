import { Calls } from '../calls.js';
import type { ChatEvent, FinishReason } from '../events.js';
import { longest, TooLong } from '../frames.js';
import { countOf, entryOf, listOf, newId, objectOf, someText, textOf, type Json } from '../json.js';
import { Steps } from '../steps.js';

/** What is known of one message of the model. */
interface Seen {
  text: string;
  reasoning: string;
  readonly calls: Set<string>;
  input?: number;
  output?: number;
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  STOP: 'stop',
  length: 'length',
  max_tokens: 'length',
  MAX_TOKENS: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'content-filter',
  refusal: 'content-filter',
  SAFETY: 'content-filter',
};

const isModel = (message: Json): boolean => /^(ai|AIMessage(Chunk)?)$/.test(textOf(message['type']));
const isTool = (message: Json): boolean => /^(tool|ToolMessage(Chunk)?)$/.test(textOf(message['type']));
const isHuman = (message: Json): boolean => /^(human|HumanMessage(Chunk)?)$/.test(textOf(message['type']));

/** LangChain's messages: in pieces, as far as they have come, or whole. Each is told once, whatever modes are mixed. */
export class GraphMessages {
  private readonly calls = new Calls();
  private readonly steps = new Steps();
  private readonly seen = new Map<string, Seen>();
  private readonly results = new Set<string>();
  private size = 0;
  private current = '';
  private reason: FinishReason | undefined;

  /** Whether the model's last message is at its end. */
  get whole(): boolean {
    return this.reason !== undefined;
  }

  /** A chunk: what it holds is new. A whole message among chunks is told if its chunks were not. */
  piece(message: Json): ChatEvent[] {
    if (isTool(message)) return this.result(message);
    if (textOf(message['type']) === 'ai' || textOf(message['type']) === 'AIMessage')
      return this.full(message);
    if (!isModel(message)) return [];
    const [id, seen, ended] = this.turnTo(message);
    const { text, reasoning } = contentOf(message);
    const parts = listOf(message['tool_call_chunks']).map(objectOf);
    return [
      ...ended,
      ...this.say(seen, seen.text + text, seen.reasoning + reasoning),
      ...parts.flatMap((part, at) => this.callPiece(id, seen, part, at)),
      ...this.close(message, seen),
    ];
  }

  /** A message as far as it has come. */
  sofar(message: Json): ChatEvent[] {
    if (!isModel(message)) return isTool(message) ? this.result(message) : [];
    const [, seen, ended] = this.turnTo(message);
    const { text, reasoning } = contentOf(message);
    return [...ended, ...this.say(seen, text, reasoning), ...this.close(message, seen)];
  }

  /** A message that is whole. */
  full(message: Json): ChatEvent[] {
    if (!isModel(message)) return isTool(message) ? this.result(message) : [];
    const told = this.sofar(message);
    const seen = this.seen.get(this.current);
    const calls = listOf(message['tool_calls']).map(objectOf);
    const made = seen ? calls.flatMap((call) => this.call(seen, call)) : [];
    this.reason ??= this.calls.wanting ? 'tool-calls' : 'stop';
    return [...told, ...made];
  }

  /** All messages of the state: what stands before the newest question is history. */
  state(messages: readonly unknown[]): ChatEvent[] {
    const all = messages.map(objectOf);
    return all.slice(all.findLastIndex(isHuman) + 1).flatMap((message) => this.full(message));
  }

  finish(): ChatEvent[] {
    const late = this.calls.readyAll();
    return [...late, { type: 'finish', reason: this.calls.wanting ? 'tool-calls' : (this.reason ?? 'stop') }];
  }

  /** The message that speaks now; the calls of the one before are whole. */
  private turnTo(message: Json): [id: string, seen: Seen, ended: ChatEvent[]] {
    const id = someText(message['id']) ?? (this.current || newId('message'));
    const ended = id === this.current ? [] : this.calls.readyAll();
    if (id !== this.current) this.reason = undefined;
    this.current = id;
    const seen = this.seen.get(id) ?? { text: '', reasoning: '', calls: new Set<string>() };
    if (!this.seen.has(id)) this.charge(id.length + 100);
    this.seen.set(id, seen);
    return [id, seen, ended];
  }

  /** What is new in a message. One that is told differently the second time is left as it was told first. */
  private say(seen: Seen, text: string, reasoning: string): ChatEvent[] {
    const thought = reasoning.startsWith(seen.reasoning) ? reasoning.slice(seen.reasoning.length) : '';
    const said = text.startsWith(seen.text) ? text.slice(seen.text.length) : '';
    this.charge(thought.length + said.length);
    // Messages after one another in one step are paragraphs.
    const apart = said !== '' && seen.text === '' && this.paragraph;
    if (said !== '') this.paragraph = true;
    seen.reasoning += thought;
    seen.text += said;
    return this.steps.speak([
      ...(thought ? [{ type: 'reasoning' as const, text: thought }] : []),
      ...(said ? [{ type: 'text' as const, text: apart ? `\n\n${said}` : said }] : []),
    ]);
  }

  private paragraph = false;

  private callPiece(id: string, seen: Seen, part: Json, at: number): ChatEvent[] {
    const key = `${id} ${String(part['index'] ?? at)}`;
    const call = someText(part['id']);
    if (call) seen.calls.add(call);
    this.paragraph = false;
    return this.steps.speak(
      this.calls.piece(key, {
        ...(call ? { call } : {}),
        name: textOf(part['name']),
        text: textOf(part['args']),
      }),
    );
  }

  private call(seen: Seen, { id, name, args }: Json): ChatEvent[] {
    const call = someText(id) ?? newId('call');
    if (seen.calls.has(call)) return [];
    seen.calls.add(call);
    this.paragraph = false;
    const begun = this.calls.piece(call, { call, name: textOf(name) });
    return this.steps.speak([...begun, ...this.calls.ready(call, args)]);
  }

  /** The end of a message, and what it took: said once, with its last chunk. */
  private close(message: Json, seen: Seen): ChatEvent[] {
    const { finish_reason, stop_reason } = objectOf(message['response_metadata']);
    const reason = someText(finish_reason) ?? someText(stop_reason);
    if (reason) this.reason = entryOf(reasons, reason) ?? 'other';
    const last = message['chunk_position'] === 'last' || reason !== undefined;
    if (last) this.reason ??= 'stop';
    return [...(last ? this.calls.readyAll() : []), ...this.usage(message, seen)];
  }

  private usage(message: Json, seen: Seen): ChatEvent[] {
    const { input_tokens, output_tokens } = objectOf(message['usage_metadata']);
    const [input, output] = [countOf(input_tokens), countOf(output_tokens)];
    if ((input ?? seen.input) === seen.input && (output ?? seen.output) === seen.output) return [];
    seen.input = Math.max(seen.input ?? 0, input ?? 0);
    seen.output = Math.max(seen.output ?? 0, output ?? 0);
    const all = [...this.seen.values()];
    return [
      {
        type: 'usage',
        inputTokens: all.reduce((sum, { input = 0 }) => sum + input, 0),
        outputTokens: all.reduce((sum, { output = 0 }) => sum + output, 0),
      },
    ];
  }

  private result(message: Json): ChatEvent[] {
    const call = textOf(message['tool_call_id']);
    if (this.results.has(call)) return [];
    this.charge(call.length + 100);
    this.results.add(call);
    const ended = this.calls.readyAll();
    this.calls.answered(call);
    this.reason = undefined;
    const { text } = contentOf(message);
    const what = message['status'] === 'error' ? { error: text || 'It failed.' } : { output: text };
    return [...ended, ...this.steps.result([{ type: 'tool-result', call, ...what }])];
  }

  private charge(characters: number): void {
    this.size += characters;
    if (this.size > longest) throw new TooLong();
  }
}

/** A message's content: a text, or a list of blocks. */
function contentOf(message: Json): { text: string; reasoning: string } {
  const { content, additional_kwargs } = message;
  const thought = textOf(objectOf(additional_kwargs)['reasoning_content']);
  if (typeof content === 'string') return { text: content, reasoning: thought };
  const blocks = listOf(content).map((block) =>
    typeof block === 'string' ? { text: block } : objectOf(block),
  );
  const join = (...names: string[]): string =>
    blocks.map((block) => names.map((name) => textOf(block[name as keyof typeof block])).join('')).join('');
  return { text: join('text'), reasoning: thought + join('thinking', 'reasoning') };
}
