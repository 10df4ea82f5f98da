import { EventEmitter } from 'events';
import type { Input } from '../program/input.js';

/** `process.stdin`: `on('data')`, `for await`, `pipe` to readline; reading starts when somebody listens. */
export function stdinOf(input: Input): EventEmitter {
  const stdin = new EventEmitter();
  let flowing = false;
  let over = false;
  const flow = async (): Promise<void> => {
    for (let line = await input.rawLine(); line !== null; line = await input.rawLine())
      stdin.emit('data', line);
    over = true;
    stdin.emit('end');
    stdin.emit('close');
  };
  const start = (): typeof stdin => {
    if (!flowing) void Promise.resolve().then(flow);
    flowing = true;
    return stdin;
  };
  stdin.on('newListener', (event: string) => {
    if (event === 'data' || event === 'readable') start();
  });
  const unread: string[] = [];
  stdin.on('newListener', (event: string) => {
    if (event !== 'readable' || unread.length > 0) return;
    EventEmitter.prototype.on.call(
      stdin,
      'data',
      (chunk: string) => (unread.push(chunk), stdin.emit('readable')),
    );
    EventEmitter.prototype.on.call(stdin, 'end', () => stdin.emit('readable'));
  });
  return Object.assign(stdin, {
    fd: 0,
    isTTY: false,
    readable: true,
    setEncoding: () => stdin,
    resume: start,
    pause: () => stdin,
    unref: () => stdin,
    ref: () => stdin,
    destroy: () => stdin,
    setRawMode: () => stdin,
    read: () => (unread.length > 0 ? unread.splice(0).join('') : null),
    lines: input,
    [Symbol.asyncIterator]: async function* () {
      for (let line = over ? null : await input.rawLine(); line !== null; line = await input.rawLine())
        yield line;
    },
  });
}
