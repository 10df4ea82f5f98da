import type { ChatTransport, Dialect } from '@interview-room/assistant/streams';

/** A value, or a function that is asked for it, which may take its time. */
export type Given<T> = T | (() => T | Promise<T>);

interface Places {
  readonly endpoint: string;
  readonly dialect: Dialect | 'auto';
  readonly headers?: Given<HeadersInit>;
  readonly token?: Given<string>;
}

/** The transport that the element makes of its attributes. Its code is loaded with the first question. */
export class OwnTransport {
  /** It is made anew each time: what it was made of may have changed. */
  async get({ endpoint, dialect, headers, token }: Places): Promise<ChatTransport> {
    const { httpTransport } = await import('@interview-room/assistant/streams');
    const given = { ...(headers && { headers }), ...(token && { token }) };
    return httpTransport({ endpoint, dialect: dialect || 'auto', ...given });
  }
}

/** The address is of this very machine, which needs no connection. */
export function isNear(endpoint: string): boolean {
  if (endpoint === '' || !URL.canParse(endpoint, document.baseURI)) return false;
  const { hostname } = new URL(endpoint, document.baseURI);
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
