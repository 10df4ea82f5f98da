import type { House, Line, Routes } from '../serve.js';
import { frameOf } from './docs.js';
import { join, leave, Pads, tell, type PadUser, type RelayPad } from './pad.js';

type Frame = Readonly<Record<string, unknown>>;

/** Flat frames over a socket alone. A pad is there once someone comes to it. */
export function flat(house: House): Routes {
  const pads = new Pads();
  const visit = (id: string) => (line: Line) =>
    void new Visit(house, pads.get(id) ?? pads.create('javascript', id), line);
  return {
    http: {},
    sockets: { '/ws/:id': ({ params }) => visit(params['id'] ?? ''), '/ws': () => visit('') },
  };
}

class Visit {
  #user: PadUser | undefined;
  readonly #answers: Readonly<Record<string, (frame: Frame) => void>> = {
    join: ({ name }) => {
      this.#user ??= join(this.pad, String(name));
      this.#present();
      this.line.send({ type: 'code_change', code: this.pad.code, cursor: null });
      this.line.send({ type: 'language_change', language: this.pad.language });
    },
    code_change: (frame) => {
      if (typeof frame['code'] !== 'string') return;
      this.pad.code = frame['code'];
      this.#move(frame['cursor']);
      this.#tell(frame);
    },
    cursor_change: ({ cursor }) => {
      this.#move(cursor);
      this.#present();
    },
    language_change: (frame) => {
      this.pad.language = String(frame['language']);
      this.#tell(frame);
    },
    execution_result: (frame) => this.#tell(frame),
  };

  constructor(
    private readonly house: House,
    private readonly pad: RelayPad,
    private readonly line: Line,
  ) {
    pad.lines.add(line);
    line.onClose(() => {
      pad.lines.delete(line);
      if (this.#user) leave(pad, this.#user.id);
      this.#present();
    });
    line.onFrame((text) => {
      const frame = frameOf(text);
      const { type } = frame;
      if (typeof type === 'string' && Object.hasOwn(this.#answers, type)) this.#answers[type]?.(frame);
    });
  }

  #move(cursor: unknown): void {
    if (this.#user && cursor !== undefined) this.#user.cursor = cursor;
  }

  #present(): void {
    tell(this.pad, { type: 'presence_update', participants: this.pad.users });
  }

  #tell(frame: object): void {
    tell(this.pad, frame, this.house.faults.echo === false ? this.line : undefined);
  }
}
