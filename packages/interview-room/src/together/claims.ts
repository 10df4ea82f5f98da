import type { Role } from '@interview-room/core';

/** What a token says of its bearer, as far as the page can read it. It proves nothing here: the backend alone checks it. */
export interface Claims {
  name?: string;
  role?: Role;
  /** More time than others get, in percent. */
  extraTime?: number;
}

const ROLES: ReadonlySet<unknown> = new Set<Role>(['candidate', 'interviewer', 'observer', 'assistant']);

export const isRole = (role: unknown): role is Role => ROLES.has(role);

/** Reads the middle of a JWT (RFC 7519); nothing where the token is something else. */
export function claimsOf(token: string): Claims {
  const [, middle = ''] = token.split('.');
  try {
    const text = atob(middle.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const { name, role, extraTime } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      ...(typeof name === 'string' && { name }),
      ...(isRole(role) && { role }),
      ...(typeof extraTime === 'number' && { extraTime }),
    };
  } catch {
    return {};
  }
}
