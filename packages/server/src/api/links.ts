import type { Context as Call } from 'hono';
import type { Context } from '../context.js';

/** Where someone with a token goes. The token is in the fragment, which browsers do not send, so that no log holds it. */
export function linkTo({ publicUrl }: Context, call: Call, room: string, token: string): string {
  const base = publicUrl ?? new URL(call.req.url).origin;
  return `${base}/room/${encodeURIComponent(room)}#token=${token}`;
}

export const links = <T extends Record<string, string>>(
  context: Context,
  call: Call,
  room: string,
  tokens: T,
): T =>
  Object.fromEntries(
    Object.entries(tokens).map(([role, token]) => [role, linkTo(context, call, room, token)]),
  ) as T;
