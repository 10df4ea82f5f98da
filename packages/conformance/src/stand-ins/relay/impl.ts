import { json, page, Reply, type Ask, type Line, type Routes } from '../serve.js';
import { join, languages, leave, Pads, tell, type RelayPad } from './pad.js';

/** So long a body may be: Express's own limit. */
export const LONGEST = 100 * 1024;

type Answer = (pad: RelayPad, body: Readonly<Record<string, unknown>>) => unknown;

const nothing = new Reply(204);
const bad = (error: string): Reply => json(400, { error });
const publicOf = ({ id, createdAt, code, language }: RelayPad) => ({ id, createdAt, code, language });

/** What the server does: REST writes, the socket tells everyone, the author too. */
export function impl(): Routes {
  const pads = new Pads();
  const within =
    (answer: Answer) =>
    ({ params, body }: Ask): unknown => {
      const pad = pads.get(params['id']);
      return pad
        ? answer(pad, (body ?? {}) as Record<string, unknown>)
        : json(404, { error: 'Session not found' });
    };
  const rows: Record<string, (ask: Ask) => unknown> = {
    'POST ': ({ body }) => {
      const { language = 'javascript' } = (body ?? {}) as { language?: unknown };
      if (!languages.includes(language)) return bad('Unsupported language');
      return json(201, publicOf(pads.create(String(language))));
    },
    'GET /:id': within((pad) => publicOf(pad)),
    'POST /:id/join': within((pad, { userName }) => {
      if (typeof userName !== 'string' || userName.trim() === '') return bad('userName is required');
      const user = join(pad, userName);
      tell(pad, { type: 'user_joined', payload: { user } });
      return { session: publicOf(pad), user };
    }),
    'GET /:id/users': within((pad) => json(200, pad.users)),
    'PUT /:id/code': within((pad, { code }) => {
      if (typeof code !== 'string') return bad('code is required');
      pad.code = code;
      // A request does not say whose it is: its author is told too, and no fault can change that.
      tell(pad, { type: 'code_change', payload: { code } });
      return nothing;
    }),
    'PUT /:id/language': within((pad, { language }) => {
      if (!languages.includes(language)) return bad('Unsupported language');
      pad.language = String(language);
      tell(pad, { type: 'language_change', payload: { language } });
      return nothing;
    }),
    'POST /:id/execute': within((pad, { output, error = null, timestamp = Date.now() }) => {
      tell(pad, { type: 'execution_result', payload: { output, error, timestamp } });
      return nothing;
    }),
    'POST /:id/leave': within((pad, { userId }) => {
      const user = leave(pad, userId);
      if (user) tell(pad, { type: 'user_left', payload: { user } });
      return nothing;
    }),
  };
  return { http: twice(rows), sockets: { '/ws/:id': socketOf(pads) }, before: refused };
}

/** All stands at two places. */
function twice(rows: Record<string, (ask: Ask) => unknown>): Routes['http'] {
  const both = Object.entries(rows).flatMap(([route, answer]) => {
    const [method = '', path = ''] = route.split(' ');
    return ['/sessions', '/api/sessions'].map((root) => [`${method} ${root}${path}`, answer] as const);
  });
  return Object.fromEntries(both);
}

const socketOf =
  (pads: Pads) =>
  ({ params }: Ask): Reply | ((line: Line) => void) => {
    const pad = pads.get(params['id']);
    return pad ? (line) => listen(pad, line) : new Reply(404);
  };

/** From a client only results are heard. */
function listen(pad: RelayPad, line: Line): void {
  pad.lines.add(line);
  line.onClose(() => pad.lines.delete(line));
  line.onFrame((text) => {
    const frame = frameOf(text);
    if (frame?.type === 'execution_result') tell(pad, frame);
  });
}

/** What Express's own parser says, in a page. */
function refused({ method, text, body }: Ask): Reply | undefined {
  if (method === 'GET' || text === '') return undefined;
  if (Buffer.byteLength(text) > LONGEST) return page(413, 'PayloadTooLargeError: request entity too large');
  const isJson = typeof body === 'object' && body !== null;
  return isJson ? undefined : page(400, 'SyntaxError: Unexpected token in JSON');
}

function frameOf(text: string): { type?: unknown; payload?: unknown } | undefined {
  try {
    const frame = JSON.parse(text) as unknown;
    return typeof frame === 'object' && frame !== null ? frame : undefined;
  } catch {
    return undefined;
  }
}
