import { json, type Ask, type Reply } from '../serve.js';

/** These run what they are given on this machine, unwalled: a web page from elsewhere is not to ask them to. */
export function fromHere({ headers: { origin } }: Ask): Reply | undefined {
  if (origin === undefined) return undefined;
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  if (['localhost', '127.0.0.1', '[::1]'].includes(host)) return undefined;
  return json(403, {
    message: 'This stand-in runs programs on your machine: only pages on it may ask it to.',
  });
}
