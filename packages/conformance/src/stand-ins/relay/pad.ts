import { randomUUID } from 'node:crypto';
import type { Line } from '../serve.js';

/** Someone at a pad. */
export interface PadUser {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  cursor?: unknown;
}

/** A pad: one text, one language, and who is there. Whoever writes last has written it. */
export interface RelayPad {
  readonly id: string;
  readonly createdAt: string;
  code: string;
  language: string;
  readonly users: PadUser[];
  readonly lines: Set<Line>;
}

const colors = ['#e6194b', '#3cb44b', '#4363d8', '#f58231', '#911eb4', '#46f0f0'];
export const languages: readonly unknown[] = ['javascript', 'python'];
const starters: Readonly<Record<string, string>> = {
  javascript: '// Start coding here\n',
  python: '# Start coding here\n',
};

/** The pads of a stand-in. */
export class Pads {
  readonly #pads = new Map<string, RelayPad>();

  create(language = 'javascript', id: string = randomUUID()): RelayPad {
    const pad: RelayPad = {
      id,
      createdAt: new Date().toISOString(),
      code: starters[language] ?? '',
      language,
      users: [],
      lines: new Set(),
    };
    this.#pads.set(id, pad);
    return pad;
  }

  get(id = ''): RelayPad | undefined {
    return this.#pads.get(id);
  }
}

export function join(pad: RelayPad, name: string, id: string = randomUUID()): PadUser {
  const user = { id, name, color: colors[pad.users.length % colors.length] ?? '#000000' };
  pad.users.push(user);
  return user;
}

/** Takes someone away. Says whether they were there. */
export function leave(pad: RelayPad, id: unknown): PadUser | undefined {
  const at = pad.users.findIndex((user) => user.id === id);
  return at < 0 ? undefined : pad.users.splice(at, 1)[0];
}

/** Tells everyone at a pad; `but` is left out, where there is no echo. */
export function tell(pad: RelayPad, frame: object, but?: Line): void {
  for (const line of pad.lines) if (line !== but) line.send(frame);
}
