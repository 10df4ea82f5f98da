import { httpTransport, type ChatTransport, type HttpTransportOptions } from '../streams/index.js';
import type { AssistantRoom, Journal } from './journal.js';

/** Where a room's backend relays to a model. */
export interface RelayOptions extends Omit<HttpTransportOptions, 'endpoint' | 'dialect'> {
  /** The address of the room: `https://host/api/rooms/{id}`, to which `/chat` is added. */
  readonly url: string;
}

/** Asks a model by way of the room's backend, which has the key, and keeps what is said. */
export const relayTransport = ({ url, ...options }: RelayOptions): ChatTransport =>
  httpTransport({ ...options, endpoint: `${url.replace(/\/$/, '')}/chat`, dialect: 'ai-sdk' });

/*
 * The backend reads the talk, the prompt and the tools from its log: of what is sent only the last message counts, and it
 * writes down what is asked, answered and done. A message's id is its turn.
 */

/** The talk of a room whose backend keeps it. */
export const relayJournal = (room: AssistantRoom): Journal => ({
  isRelayed: true,
  asked: async () => undefined,
  answered: async () => undefined,
  acted: async () => undefined,
  request({ turn, text, context, offer }, results) {
    const id = room.state.assist.about ?? 'room';
    const extra = { ...(context.length > 0 && { context }), ...(offer !== undefined && { offer }) };
    if (results.length > 0)
      return { id, messages: [{ id: turn, role: 'assistant', text: '', calls: results }], trigger: 'submit' };
    return { id, messages: [{ id: turn, role: 'user', text }], trigger: 'submit', extra };
  },
});
