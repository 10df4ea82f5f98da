import { scheme } from '../modules/compile.js';

/** One line of a stack trace that lies in the person's own code. */
export interface Frame {
  /** The function's name as the engine writes it, empty at the top level of a file. */
  name: string;
  path: string;
  line: number;
  column: number;
}
export type Locate = (path: string, line: number, column: number) => number;

const place = new RegExp(`${scheme}(.+?):(\\d+):(\\d+)`);

/** The frames of a trace that are the person's, whichever engine wrote it; the runtime's own are left out. */
export function framesOf(stack: string, columnOf: Locate): Frame[] {
  const frames: Frame[] = [];
  for (const text of stack.split('\n')) {
    const found = place.exec(text);
    if (!found) continue;
    const path = decodeURI(found[1] ?? '');
    const line = Number(found[2]);
    frames.push({
      name: nameOf(text, found.index),
      path,
      line,
      column: columnOf(path, line, Number(found[3])),
    });
  }
  return frames;
}

/** `    at async Foo.bar (user:///…` in Chromium, `async*bar@user:///…` in Firefox. */
function nameOf(text: string, at: number): string {
  const before = text.slice(0, at).trim();
  const raw = /^at\b/.test(before)
    ? before.slice(2).replace(/\s*\($/, '')
    : before.replace(/@$/, '').replace(/^async\*/, 'async ');
  const name = raw.trim();
  return /\$module\b|^default$|<anonymous>$|^eval\b/.test(name) || name === 'async'
    ? ''
    : name.replace(/\/<$/, '');
}

/** As V8 would write them. */
export function frameText({ name, path, line, column }: Frame): string {
  const at = `${path}:${line}:${column}`;
  return name ? `    at ${name} (${at})` : `    at ${at}`;
}

/** Takes the engine's stand-ins for imported names out of a message: `(0 , $1.add) is not a function`. */
export function plainMessage(message: string): string {
  return message.replace(/\(0 ?, ?\$\d+\.([\w$]+)\)/g, '$1').replace(/\$\d+\.([\w$]+)/g, '$1');
}
