import { EventEmitter } from 'events';
import type { Write } from '../console/console.js';
import type { Input } from '../program/input.js';

type Answer = (line: string) => void;

/** Node's `readline` over the program's input: questions, `line` events and `for await`. */
export class Interface extends EventEmitter {
  private readonly asked: Answer[] = [];
  private reading = false;
  private closed = false;
  private words = '> ';
  terminal = false;

  constructor(
    private readonly input: Input,
    private readonly write: Write,
  ) {
    super();
    this.on('newListener', (event: string) => {
      if (event === 'line' || event === 'close') queueMicrotask(() => void this.pump());
    });
  }

  question(query: string, ...rest: unknown[]): void {
    if (this.closed) throw Object.assign(new Error('readline was closed'), { code: 'ERR_USE_AFTER_CLOSE' });
    this.write('stdout', String(query));
    this.asked.push(rest.find((value) => typeof value === 'function') as Answer);
    void this.pump();
  }

  setPrompt(words: string): void {
    this.words = words;
  }
  getPrompt(): string {
    return this.words;
  }
  prompt(): void {
    this.write('stdout', this.words);
    void this.pump();
  }
  pause(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    this.reading = true;
    for (let line = await this.input.line(); line !== null && !this.closed; line = await this.input.line())
      yield line;
    this.close();
  }

  /** Reads while somebody wants lines: a question wants one, a listener all. */
  private async pump(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    while (!this.closed && (this.asked.length > 0 || this.listenerCount('line') > 0)) {
      const line = await this.input.line();
      if (line === null) this.close();
      else if (this.asked.length > 0) this.asked.shift()?.(line);
      else this.emit('line', line);
      // An answer may ask the next question before another line is taken.
      await Promise.resolve();
    }
    this.reading = false;
  }
}

export function readline(input: Input, write: Write): Record<string, unknown> {
  const createInterface = (): Interface => new Interface(input, write);
  const promises = {
    createInterface: () => {
      const made = createInterface();
      const ask = made.question.bind(made);
      const question = (query: string): Promise<string> => new Promise((resolve) => ask(query, resolve));
      return Object.assign(made, { question });
    },
    Interface,
  };
  return { createInterface, Interface, promises, clearLine: () => true, cursorTo: () => true };
}
