import type { Sharing } from '../view/shared-parts.js';

/** What a backend says of the models that it can ask. */
export interface Models {
  readonly configured: boolean;
  readonly models: readonly string[];
  /** In this room there is no coach. */
  readonly coach?: 'off';
  /** What to do where there is none. */
  readonly message?: string;
}

const unknown: Models = { configured: true, models: [] };

/** Asks a backend what it can ask. One that does not say is believed to have something. */
export async function describeModels(room: string, token: Sharing['token']): Promise<Models> {
  try {
    const key = typeof token === 'function' ? await token() : token;
    const headers = { ...(key && { Authorization: `Bearer ${key}` }) };
    const reply = await fetch(`${room}/chat`, { headers });
    const told = (await reply.json()) as Partial<Models> | null;
    if (!reply.ok || !Array.isArray(told?.models)) return unknown;
    return {
      configured: told.configured !== false,
      models: told.models.map(String),
      ...(told.coach === 'off' && { coach: told.coach }),
      ...(told.message && { message: told.message }),
    };
  } catch {
    return unknown;
  }
}
