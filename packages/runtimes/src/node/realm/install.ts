/**
 * The first script of a program's realm: makes of a bare realm, which has the language and nothing else, the part of
 * a browser's worker that the base and the drivers stand on. It runs inside of that realm.
 */
import { makeBlobs } from './blobs.js';
import { makeCrypto } from './crypto.js';
import { AbortController, AbortSignal, CustomEvent, DOMException, Event, EventTarget } from './events.js';
import type { Host, RealPort } from './host.js';
import { makeMessages } from './messages.js';
import { makeText } from './text.js';
import { makeTimers } from './timers.js';
import { makeUrl, URLSearchParams } from './url.js';

/** What Node tells the realm, and the way out for its base. */
export interface Installed {
  port: object;
  failed(error: unknown): void;
  rejected(reason: unknown): void;
  /** A `SyntaxError` of this realm. */
  unreadable(message: string): Error;
}

interface Coders {
  TextEncoder: new () => { encode(text: string): Uint8Array };
  TextDecoder: new () => { decode(bytes: Uint8Array): string };
}

export function install(host: Host, port: RealPort, copier: RealPort): Installed {
  const scope = new EventTarget();
  const failed = (error: unknown): void => {
    const message = `${error instanceof Error ? error.message : ''}`;
    scope.dispatchEvent(new Event('error', { error, message }));
  };
  const text = makeText(host);
  const { TextEncoder, TextDecoder } = text as unknown as Coders;
  const blobs = makeBlobs({
    encode: (value) => new TextEncoder().encode(value),
    decode: (bytes) => new TextDecoder().decode(bytes),
  });
  const messages = makeMessages(host, port, copier);
  define({
    ...text,
    ...makeTimers(host, failed),
    ...messages.world,
    ...scopeOf(scope),
    AbortController,
    AbortSignal,
    CustomEvent,
    DOMException,
    Event,
    EventTarget,
    URLSearchParams,
    URL: makeUrl(host, blobs.textOf),
    Blob: blobs.Blob,
    Response: blobs.Response,
    crypto: makeCrypto(host),
    fetch: async () => {
      throw new TypeError('fetch failed: there is no network here.');
    },
  });
  return {
    port: messages.port,
    failed,
    rejected: (reason) => void scope.dispatchEvent(new Event('unhandledrejection', { reason })),
    unreadable: (message) => new SyntaxError(message),
  };
}

/** The names by which libraries tell where they are. */
function scopeOf(scope: EventTarget): Record<string, unknown> {
  const WorkerGlobalScope = Object.defineProperty(function () {}, Symbol.hasInstance, {
    value: (value: unknown) => value === globalThis,
  });
  const href = 'data:,';
  return {
    self: globalThis,
    WorkerGlobalScope,
    navigator: { userAgent: 'interview-room', language: 'en', hardwareConcurrency: 1 },
    location: { href, origin: 'null', protocol: 'data:', host: '', pathname: ',', toString: () => href },
    addEventListener: scope.addEventListener.bind(scope),
    removeEventListener: scope.removeEventListener.bind(scope),
    dispatchEvent: scope.dispatchEvent.bind(scope),
  };
}

function define(world: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(world))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
