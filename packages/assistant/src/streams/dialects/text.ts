import type { ChatEvent } from '../events.js';
import type { Frame } from '../frames.js';
import { defined } from '../json.js';
import type { ChatRequest } from '../message.js';
import type { DialectRow, Parser } from '../parser.js';

/** A body that is the answer. That it was cut shows only where the connection says so. */
class PlainText implements Parser {
  private any = false;

  read({ data }: Frame): ChatEvent[] {
    this.any ||= data !== '';
    return data === '' ? [] : [{ type: 'text', text: data }];
  }

  end(): ChatEvent[] {
    return this.any ? [{ type: 'finish', reason: 'stop' }] : [];
  }
}

function body({ id, messages, system, model, extra }: ChatRequest): object {
  const told = messages.filter(({ text }) => text !== '').map(({ role, text }) => ({ role, content: text }));
  return {
    id,
    ...defined({ model }),
    messages: [...(system ? [{ role: 'system', content: system }] : []), ...told],
    ...extra,
  };
}

export const text: DialectRow = {
  dialect: 'text',
  plain: true,
  detect: () => false,
  detectHeaders: (headers) => headers.get('content-type')?.startsWith('text/plain') === true,
  parser: () => new PlainText(),
  body,
};
