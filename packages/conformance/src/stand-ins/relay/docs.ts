import { json, Reply, type House, type Line, type Routes } from '../serve.js';
import { join, leave, Pads, tell, type PadUser, type RelayPad } from './pad.js';

type Payload = Readonly<Record<string, unknown>>;

/** What the documents say: two requests, and the socket for all else, in kebab-case. */
export function docs(house: House): Routes {
  const pads = new Pads();
  return {
    http: {
      'POST /session': () => {
        const { id, createdAt } = pads.create();
        return json(201, { sessionId: id, createdAt });
      },
      'GET /session/:id': ({ params }) => {
        const pad = pads.get(params['id']);
        if (!pad) return json(404, { error: 'Session not found' });
        const participants = pad.users.map(({ id, name }) => ({ userId: id, username: name }));
        return {
          sessionId: pad.id,
          createdAt: pad.createdAt,
          code: pad.code,
          language: pad.language,
          participants,
        };
      },
    },
    sockets: {
      '/ws/:id': ({ params }) => {
        const pad = pads.get(params['id']);
        return pad ? (line) => new Visit(house, pad, line) : new Reply(404);
      },
    },
  };
}

/** One connection to a pad. */
class Visit {
  #user: PadUser | undefined;
  readonly #answers: Readonly<Record<string, (payload: Payload) => void>> = {
    'join-session': ({ userId, username }) => {
      this.#leave();
      this.#user = join(this.pad, String(username), String(userId));
      this.#tell('participant-joined', { userId, username });
    },
    'leave-session': () => this.#leave(),
    'code-change': ({ userId, changes, code = changes }) => {
      if (typeof code !== 'string') return this.#error('changes are required');
      this.pad.code = code;
      this.#tell('code-update', { userId, code });
    },
    'cursor-move': ({ userId, cursor }) => this.#tell('cursor-update', { userId, cursor }),
    'language-change': ({ language }) => {
      this.pad.language = String(language);
      this.#tell('language-updated', { language });
    },
    'execute-code': ({ output = '', error = null }) => this.#tell('execution-result', { output, error }),
  };

  constructor(
    private readonly house: House,
    private readonly pad: RelayPad,
    private readonly line: Line,
  ) {
    pad.lines.add(line);
    line.onClose(() => {
      pad.lines.delete(line);
      this.#leave();
    });
    line.onFrame((text) => this.#hear(text));
  }

  #hear(text: string): void {
    const { type, payload } = frameOf(text);
    const answer =
      typeof type === 'string' && Object.hasOwn(this.#answers, type) ? this.#answers[type] : undefined;
    if (answer) answer(typeof payload === 'object' && payload !== null ? (payload as Payload) : {});
    else this.#error(`Unknown message type: ${String(type)}`);
  }

  #leave(): void {
    const user = this.#user && leave(this.pad, this.#user.id);
    this.#user = undefined;
    if (user) this.#tell('participant-left', { userId: user.id });
  }

  #error(message: string): void {
    this.line.send({ type: 'error', payload: { message } });
  }

  #tell(type: string, payload: object): void {
    tell(this.pad, { type, payload }, this.house.faults.echo === false ? this.line : undefined);
  }
}

export function frameOf(text: string): Record<string, unknown> {
  try {
    const frame = JSON.parse(text) as unknown;
    return typeof frame === 'object' && frame !== null ? (frame as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
