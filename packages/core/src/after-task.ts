const waiting: (() => void)[] = [];
let port: MessagePort | undefined;

/**
 * Does something in a task of its own, right after the one that is running: what a person did is shown before it. A message
 * to oneself is not held back where a timer would be, in a page that is hidden. Where there is no page, nobody waits for
 * anything to be shown: there it is done at once.
 */
export function afterTask(work: () => void): void {
  if (typeof document === 'undefined') return work();
  waiting.push(work);
  if (waiting.length === 1) (port ??= open()).postMessage(null);
}

function open(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    for (const work of waiting.splice(0)) work();
  };
  return port2;
}
