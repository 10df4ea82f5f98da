import { DOMException } from './events.js';
import { guarded, type Host, type RealPort } from './host.js';

/** An event whose data cannot be asked of it by another name, nor laid under it. */
class MessageEvent {
  readonly #data: unknown;
  constructor(data: unknown) {
    this.#data = data;
  }
  get data(): unknown {
    return this.#data;
  }
}

/** Node looks these up in a port when a message comes; what a program lays on `Object.prototype` must not be found. */
const DISPATCH = Symbol.for('nodejs.internal.kHybridDispatch');
const RECEIVING = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');

type Listen = ((event: MessageEvent) => void) | null;

/** Ports: one that leads out, which nobody but the worker's base gets, and channels that lead nowhere. */
export function makeMessages(
  host: Host,
  port: RealPort,
  copier: RealPort,
): { world: Record<string, unknown>; port: object } {
  const { soon, takeCopy } = host;
  const send = Function.prototype.call.bind(port.postMessage) as (port: RealPort, message: unknown) => void;

  class MessagePort {
    onmessage: Listen = null;
    #send: (message: unknown) => void = () => {};
    postMessage(message: unknown): void {
      this.#send(message);
    }
    start(): void {}
    close(): void {
      this.#send = () => {};
      this.onmessage = null;
    }
    static lead(made: MessagePort, out: (message: unknown) => void): void {
      made.#send = out;
    }
  }
  const { lead } = MessagePort;
  Reflect.deleteProperty(MessagePort, 'lead');

  const structuredClone = (value: unknown): unknown => {
    try {
      send(copier, value);
    } catch {
      throw new DOMException('The value could not be cloned.', 'DataCloneError');
    }
    return guarded(takeCopy, () => new DOMException('The value could not be cloned.', 'DataCloneError'));
  };

  class MessageChannel {
    readonly port1 = new MessagePort();
    readonly port2 = new MessagePort();
    constructor() {
      const between = (to: MessagePort) => (message: unknown) => {
        const event = new MessageEvent(message === null ? null : structuredClone(message));
        const deliver = (): void => to.onmessage?.(event);
        guarded(
          () => soon(deliver),
          () => new RangeError('The message could not be sent.'),
        );
      };
      lead(this.port1, between(this.port2));
      lead(this.port2, between(this.port1));
    }
  }

  const out = new MessagePort();
  lead(out, (message) => send(port, message));
  receive(port, (data) => out.onmessage?.(new MessageEvent(data)));
  receive(copier, () => undefined);
  port.start();
  return { world: { MessagePort, MessageChannel, MessageEvent, structuredClone }, port: out };
}

function receive(port: RealPort, hear: (data: unknown) => void): void {
  Object.defineProperty(port, DISPATCH, { value: hear });
  Object.defineProperty(port, RECEIVING, { value: undefined, writable: true });
}
