import { executeServerCommand } from '@web/test-runner-commands';
import type { Entry } from '../protocol/entry.js';

interface Look {
  entries: Entry[];
  /** The clients that sent entries. */
  writers: string[];
}

/** A stand-in of a backend in the process that runs the tests: a page reaches it over real sockets. */
export class Far {
  private constructor(
    private readonly id: number,
    readonly url: string,
  ) {}

  static async open(): Promise<Far> {
    const { id, url } = await executeServerCommand<{ id: number; url: string }, object>('stand-in', {
      ask: 'open',
    });
    return new Far(id, url);
  }

  /** Is not reached any more, or again. */
  unplug(gone = true): Promise<unknown> {
    return this.ask('block', gone);
  }
  /** Takes no entries of a kind; without one it takes all. */
  refuse(kind?: string): Promise<unknown> {
    return this.ask('refuse', kind);
  }
  /** Answers nothing that a client sends. */
  ignore(client: string): Promise<unknown> {
    return this.ask('ignore', client);
  }
  look(): Promise<Look> {
    return this.ask('look') as Promise<Look>;
  }
  close(): Promise<unknown> {
    return this.ask('close');
  }

  private async ask(ask: string, what?: unknown): Promise<unknown> {
    const { id } = this;
    const { found } = await executeServerCommand<{ found?: unknown }, object>('stand-in', { id, ask, what });
    return found;
  }
}
