import {
  JoinRefusedError,
  nativeBackend,
  type Backend,
  type BackendSession,
  type NativeOptions,
} from '@interview-room/core';
import type { BridgeOptions } from '../bridge/index.js';
import type { OpenBackend } from '../dialects.js';
import { Probe } from './probe.js';
import { recall, remember } from './remembered.js';
import { findDialect, type Found } from './signs.js';
import { noticeBefore } from './told.js';

export { Probe, type Answer, type Frame, type ProbeOptions } from './probe.js';
export { findDialect, type Found } from './signs.js';

/** Opens a backend whose dialect is known. */
type OpenKnown = (dialect: string, options: BridgeOptions) => Promise<Backend>;

/** A backend of which it is not known what it speaks: that is found out when a room is joined, and said for the record. */
export const autoBackend =
  (known: OpenKnown): OpenBackend =>
  (options) => ({
    async join(request, events) {
      const found = await find(options, request.session);
      const backend = await open(found, options, known);
      return telling(await backend.join(request, events), found);
    },
  });

async function find(options: BridgeOptions, session: string): Promise<Found> {
  const url = new URL(options.url, globalThis.location?.href);
  const base = `${url.origin}${url.pathname}`.replace(/^ws/, 'http').replace(/\/+$/, '');
  const { fetch, WebSocket } = options;
  const probe = new Probe({ base, ...(fetch && { fetch }), ...(WebSocket && { WebSocket }) });
  const found = await findDialect(probe, session);
  if (found) remember(base, found);
  const known = found ?? (probe.reached ? undefined : recall(base));
  if (known) return known;
  throw probe.reached
    ? new JoinRefusedError('protocol', `It was not found out what the backend at ${base} speaks. Name it: dialect="…", and variant="…" where it has several.`, false)
    : new JoinRefusedError('unavailable', `The backend at ${base} was not reached. Check the address and the connection; a backend that does not let other pages ask (CORS) has to be named: dialect="…".`, true);
} // prettier-ignore

function open(
  { dialect, variant }: Found,
  options: BridgeOptions,
  known: OpenKnown,
): Backend | Promise<Backend> {
  if (dialect === 'native') return nativeBackend(nativeOptions(options));
  const own = options.variant ?? variant;
  return known(dialect, { ...options, ...(own !== undefined && { variant: own }) });
}

const nativeOptions = ({ url, WebSocket, fetch, clock, random }: BridgeOptions): NativeOptions => ({
  url,
  ...(WebSocket && { WebSocket }),
  ...(fetch && { fetch }),
  ...(clock && { clock }),
  ...(random && { random }),
});

/** The same session, which says first what was found. */
function telling(session: BackendSession, { dialect, variant, by }: Found): BackendSession {
  const text = `The backend speaks ${dialect}${variant ? ` (${variant})` : ''}: it was known by ${by}.`;
  const notice = { id: 0, at: Date.now(), level: 'event', name: 'dialect', text } as const;
  const offers = { ...session.offers, notices: noticeBefore(notice, session.offers?.notices) };
  Object.defineProperty(session, 'offers', { value: offers, configurable: true });
  return session;
}
