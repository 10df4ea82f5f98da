import { request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressesOf, type Address } from './address.js';

/** One attempt to deliver. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Whether the receiver may be in a private network. */
  allowPrivate: boolean;
  signal: AbortSignal;
}

/** The receiver answered, and not that it has it. */
export class NotTakenError extends Error {
  override readonly name = 'NotTakenError';

  constructor(readonly status: number) {
    super(`The webhook’s receiver answered ${status}.`);
  }
}

/** Posts, and resolves once the receiver has said 2xx. Redirects are not followed: they are a no like any other. */
export async function post({ url, headers, body, allowPrivate, signal }: Post): Promise<void> {
  const target = new URL(url);
  const addresses = await addressesOf(target.hostname, allowPrivate);
  signal.throwIfAborted();
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    lookup: lookupOf(addresses),
    agent: false,
    signal,
  };
  const status = await answer(
    target.protocol === 'https:' ? httpsRequest(target, options) : httpRequest(target, options),
    body,
  );
  if (status < 200 || status > 299) throw new NotTakenError(status);
}

/** The status. What else the receiver has to say is not read. */
const answer = (request: ClientRequest, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.end(body);
  });

/** Gives the addresses that were looked at, whatever is asked. */
const lookupOf =
  (addresses: readonly Address[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
    else callback(new Error('The host has no address.'), '');
  };
