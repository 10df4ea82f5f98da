import type { WebSocket } from 'ws';
import type { Context, Route, SocketRoute } from './router.js';
import { Shell } from './shell.js';
import type { Interview, World } from './state.js';

/** How the terminal behaves. All can be switched while it runs. */
export interface TerminalManner {
  /** Which of the three ways there are; those that are not answer 503 with `fallback`. */
  tunnel: boolean;
  pty: boolean;
  plain: boolean;
  /** Where `terminal/input` has what was printed: on the stream, in its reply, or in both. */
  input: 'stream' | 'reply' | 'both';
}
interface Terminals {
  readonly manner: TerminalManner;
  readonly shells: WeakMap<Interview, Shell>;
}

const all = new WeakMap<World, Terminals>();

function terminalsOf(world: World): Terminals {
  const manner: TerminalManner = { tunnel: true, pty: true, plain: true, input: 'reply' };
  const known = all.get(world) ?? { manner, shells: new WeakMap<Interview, Shell>() };
  all.set(world, known);
  return known;
}

/** How the terminals of a stand-in behave. */
export const terminalManner = (world: World): TerminalManner => terminalsOf(world).manner;

function shellOf({ world, interview }: Pick<Context, 'world' | 'interview'>): Shell {
  const { shells } = terminalsOf(world);
  const known = shells.get(interview);
  if (known && !known.over) return known;
  const shell = new Shell(() => interview.files);
  shells.set(interview, shell);
  return shell;
}

const absent = ({ fail }: Context): void =>
  fail(503, 'This way to the terminal is not available', { fallback: true });

/** A shell, over three ways. */
export const terminalRoutes: readonly Route[] = [
  { method: 'GET', path: 'terminal/tunnel', handle: giveTunnel },
  { method: 'GET', path: 'terminal/pty', handle: openPty },
  { method: 'POST', path: 'terminal/pty', handle: typePty },
  { method: 'GET', path: 'terminal', handle: openPlain },
  { method: 'POST', path: 'terminal/input', handle: typePlain },
];

function giveTunnel(context: Context): void {
  const { world, request, response, ok } = context;
  if (!terminalManner(world).tunnel) return absent(context);
  const host = request.headers.host ?? '';
  const tunnel = { tunnelUrl: `http://${host}/tunnel`, protocol: 'wss', port: Number(host.split(':')[1]) };
  if (world.manner.success === 'wrapped') return ok(tunnel);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data: tunnel }));
}

function openPty(context: Context): void {
  if (!terminalManner(context.world).pty) return absent(context);
  const shell = shellOf(context);
  const listener = context.stream();
  listener.send(undefined, { connected: true });
  listener.send(undefined, { history: shell.history });
}

function typePty(context: Context): void {
  const { interview, ok } = context;
  if (!terminalManner(context.world).pty) return absent(context);
  const { data, resize, syncHistory } = (context.body ?? {}) as {
    data?: string;
    resize?: { cols: number; rows: number };
    syncHistory?: boolean;
  };
  const shell = shellOf(context);
  if (resize) [shell.columns, shell.rows] = [resize.cols, resize.rows];
  if (typeof data === 'string') {
    const output = shell.feed(data);
    if (output) interview.send('terminal/pty', undefined, { output });
  }
  if (syncHistory) interview.send('terminal/pty', undefined, { history: shell.history });
  if (shell.over) interview.send('terminal/pty', undefined, { done: true });
  ok({ success: true });
}

function openPlain(context: Context): void {
  if (!terminalManner(context.world).plain) return absent(context);
  const shell = shellOf(context);
  const listener = context.stream();
  // Whoever comes back finds the prompt where it was.
  if (shell.fresh) listener.send(undefined, { output: shell.history });
}

function typePlain(context: Context): void {
  const { world, interview, ok } = context;
  const manner = terminalManner(world);
  if (!manner.plain) return absent(context);
  const { type, data } = (context.body ?? {}) as { type?: string; data?: string };
  const output = shellOf(context).feed(type === 'interrupt' ? '\x03' : (data ?? ''));
  if (manner.input !== 'reply' && output) interview.send('terminal', undefined, { output });
  ok({ success: true, ...(manner.input !== 'stream' && { output }) });
}

/** A ttyd: the first frame names who it is and the size; `0` is what is typed and printed, `1` a size. */
function serveTtyd(socket: WebSocket, world: World): void {
  const shell = new Shell(() => [...world.interviews.values()][0]?.files ?? new Map<string, string>());
  const print = (text: string) => socket.send(Buffer.concat([Buffer.from('0'), Buffer.from(text)]));
  let known = false;
  socket.on('message', (frame) => {
    const text = String(frame as Buffer);
    const [type, rest] = [text[0], text.slice(1)];
    if (!known) {
      const { AuthToken, columns, rows } = JSON.parse(text) as { AuthToken?: string; columns?: number; rows?: number }; // prettier-ignore
      known = AuthToken !== undefined;
      if (!known) return socket.close(1008, 'Not allowed');
      [shell.columns, shell.rows] = [columns ?? 80, rows ?? 24];
      socket.send(Buffer.from('1shell'));
      socket.send(Buffer.from('2{}'));
      return print(shell.history);
    }
    if (type === '1') {
      const { columns, rows } = JSON.parse(rest) as { columns: number; rows: number };
      [shell.columns, shell.rows] = [columns, rows];
    }
    if (type === '0') print(shell.feed(rest));
    if (shell.over) socket.close(1000);
  });
}

export const terminalSockets: readonly SocketRoute[] = [
  { path: '/tunnel/ws', protocol: 'tty', handle: serveTtyd },
];
