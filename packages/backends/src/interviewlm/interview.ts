import { JoinRefusedError, type Offers } from '@interview-room/core';
import type { Bridge, Far, Link } from '../bridge/index.js';
import { readEvents, type Caller, type Json } from '../wire/index.js';
import { createChat } from './chat/index.js';
import { createExecution } from './run/index.js';
import type { Asked, EventType, Heard, OpenFile, Session } from './session.js';
import { createTerminal } from './terminal/index.js';
import { variantOf } from './variant.js';

/** One interview: what its parts share, and the far side of the bridge. */
export class Interview implements Far, Session {
  readonly transport = 'stream';
  readonly variant;
  readonly caller: Caller;
  readonly offers: Offers;
  sessionId = '';
  question: Asked | undefined;
  private readonly listeners = new Set<(signal: AbortSignal) => void>();

  constructor(readonly bridge: Bridge) {
    const { options, base, request } = bridge;
    this.variant = variantOf(options.variant);
    this.caller = {
      base: `${base}/api/interview/${encodeURIComponent(request.session)}`,
      credentials: 'include',
      token: () => bridge.token(),
      ...(options.fetch && { fetch: options.fetch }),
    };
    this.offers = {
      chat: createChat(this),
      execution: createExecution(this),
      terminal: createTerminal(this),
    };
  }

  async connect(signal: AbortSignal): Promise<Link> {
    for (const listener of this.listeners) listener(signal);
    throw new JoinRefusedError('unavailable', 'The backend was not reached.', true);
  }

  current(): OpenFile | undefined {
    return undefined;
  }
  pathOf(remote: string): string {
    return remote;
  }
  remoteOf(path: string): string {
    return path;
  }
  async saved(): Promise<void> {}
  async refresh(_?: readonly string[]): Promise<void> {}
  record(_type: EventType, _data: Json): void {}
  async flush(): Promise<void> {}
  onConnected(listener: (signal: AbortSignal) => void): void {
    this.listeners.add(listener);
  }
  listen(path: string, signal: AbortSignal, heard: Heard): void {
    void (async () => {
      for await (const { event = '', json, data } of readEvents(this.caller, `/${path}`, { signal }))
        heard(event, json, data);
    })().catch(() => undefined);
  }
}
