import type { LogEngine } from '../log/engine.js';
import type { MemoryLogEngine } from '../log/memory.js';

/** The same log, for a process that what is written reaches only once it is let through. */
export function lagging(ahead: MemoryLogEngine): { engine: LogEngine; letThrough: () => void } {
  const held: (() => void)[] = [];
  let open = false;
  const subscribe: LogEngine['subscribe'] = async (room, after, listener) => {
    let started = false;
    const stop = await ahead.subscribe(room, after, (entries) => {
      if (!started || open) listener(entries);
      else held.push(() => listener(entries));
    });
    started = true;
    return stop;
  };
  const engine = new Proxy<LogEngine>(ahead, {
    get(target, name) {
      if (name === 'subscribe') return subscribe;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const letThrough = () => {
    open = true;
    for (const give of held.splice(0)) give();
  };
  return { engine, letThrough };
}
