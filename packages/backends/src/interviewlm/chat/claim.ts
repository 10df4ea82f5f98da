/** Of several tabs one answers a question. Gives how to let go of it; undefined where another tab has it. */
export function claim(turn: string): Promise<(() => void) | undefined> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock) return new Promise((release) => resolve(release));
      resolve(undefined);
      return undefined;
    };
    const name = `interview-room/answer/${turn}`;
    locks.request(name, { ifAvailable: true }, hold).catch(() => resolve(() => undefined));
  });
}
