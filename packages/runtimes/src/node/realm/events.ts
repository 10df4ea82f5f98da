/** `DOMException`, `Event`, `EventTarget`, `AbortController`: the realm of a program has none of its own. */
export class DOMException extends Error {
  readonly code: number;
  constructor(message = '', name = 'Error') {
    super(message);
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
    this.code = name === 'AbortError' ? 20 : name === 'DataCloneError' ? 25 : 0;
  }
}

export class Event {
  defaultPrevented = false;
  target: unknown = null;
  constructor(
    readonly type: string,
    init: object = {},
  ) {
    Object.assign(this, init);
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
  stopPropagation(): void {}
  stopImmediatePropagation(): void {}
}

export class CustomEvent extends Event {}

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };
interface Entry {
  type: string;
  listener: Listener;
  once: boolean;
}

export class EventTarget {
  #entries: Entry[] = [];

  addEventListener(type: string, listener: Listener, options?: boolean | { once?: boolean }): void {
    if (!listener || this.#entries.some((one) => one.type === type && one.listener === listener)) return;
    this.#entries.push({ type, listener, once: typeof options === 'object' && options.once === true });
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#entries = this.#entries.filter((one) => one.type !== type || one.listener !== listener);
  }

  dispatchEvent(event: Event): boolean {
    event.target = this;
    for (const { type, listener, once } of this.#entries.slice()) {
      if (type !== event.type) continue;
      if (once) this.removeEventListener(type, listener);
      if (typeof listener === 'function') listener.call(this as never, event);
      else listener.handleEvent(event);
    }
    return !event.defaultPrevented;
  }
}

export class AbortSignal extends EventTarget {
  aborted = false;
  reason: unknown = undefined;
  onabort: ((event: Event) => void) | null = null;

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  static abort(reason?: unknown): AbortSignal {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }

  static timeout(ms: number): AbortSignal {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('The operation timed out.', 'TimeoutError')), ms);
    return controller.signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const controller = new AbortController();
    for (const signal of signals) {
      const follow = (): void => controller.abort(signal.reason);
      if (signal.aborted) follow();
      else signal.addEventListener('abort', follow);
    }
    return controller.signal;
  }
}

export class AbortController {
  readonly signal = new AbortSignal();
  abort(reason: unknown = new DOMException('This operation was aborted', 'AbortError')): void {
    const { signal } = this;
    if (signal.aborted) return;
    Object.assign(signal, { aborted: true, reason });
    const event = new Event('abort');
    signal.onabort?.(event);
    signal.dispatchEvent(event);
  }
}
