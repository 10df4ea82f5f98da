import { expect } from 'chai';
import { createRunner, type Runner } from '../../runner.js';
import { collect, type Collected } from '../../testing/collect.js';

/**
 * Where these cannot be had, a program that is stopped loses its interpreter. Where they can it may, on a busy machine: one
 * that does not end within the grace. So not each of many stops is held to it.
 */
const kept = globalThis.crossOriginIsolated && 'Suspending' in WebAssembly;

/** A person who types nothing until they leave: then their input ends. */
function nobody(): AsyncIterable<string> {
  const over = { done: true, value: undefined } as const;
  let leave = (): void => {};
  const left = new Promise<typeof over>((resolve) => {
    leave = () => resolve(over);
  });
  const lines = {
    next: () => left,
    return: async () => {
      leave();
      return over;
    },
  };
  return { [Symbol.asyncIterator]: () => lines };
}

/** Tasks are counted for as long as an interpreter lives. */
const programs = {
  'time.sleep': `import asyncio, time
async def named(): return asyncio.current_task().get_name()
print(asyncio.run(named()))
while True: time.sleep(0.007)`,
  'a long time.sleep': `import asyncio, time
async def named(): return asyncio.current_task().get_name()
print(asyncio.run(named()))
time.sleep(1000)`,
  'asyncio.sleep': `import asyncio
async def main():
    print(asyncio.current_task().get_name())
    await asyncio.sleep(1000)
asyncio.run(main())`,
  'input': `import asyncio
async def named(): return asyncio.current_task().get_name()
print(asyncio.run(named()))
input()`,
};

describe('Python that is stopped while it waits', () => {
  let runner: Runner;
  before(() => (runner = createRunner({ assetBase: '/packages/runtimes/dist/assets/' })));
  after(() => runner.dispose());

  const stoppedAfter = async (code: string, ms: number): Promise<Collected> => {
    const stop = new AbortController();
    const files = { 'main.py': code };
    const stream = runner.run({ language: 'python', files, stdin: nobody(), signal: stop.signal });
    return collect(stream, (event) => {
      if (event.type === 'stdout') setTimeout(() => stop.abort(), ms);
    });
  };

  for (const [name, code] of Object.entries(programs))
    it(`prints nothing more, and its interpreter is kept where it can be: ${name}`, async () => {
      const counts: number[] = [];
      for (let ms = 0; ms < 30; ms++) {
        const { output, exit } = await stoppedAfter(code, ms);
        expect(exit.outcome).to.equal('stopped');
        expect(output).to.match(/^Task-\d+\n$/);
        counts.push(Number(output.slice('Task-'.length)));
        if (!kept && ms === 2) return;
      }
      expect(
        counts.some((count, at) => count > (counts[at - 1] ?? count)),
        String(counts),
      ).to.equal(true);
    });

  it('leaves no line to the program after it', async () => {
    async function* hello(): AsyncGenerator<string> {
      yield 'hello';
    }
    const files = { 'main.py': "print(input('? '))" };
    for (let count = 0; count < (kept ? 10 : 2); count++) {
      for await (const { type } of runner.run({ language: 'python', files, stdin: nobody() })) {
        if (type !== 'stdout') continue;
        // By now it waits; who leaves gives up its input, too.
        await new Promise((resolve) => setTimeout(resolve, 20));
        break;
      }
      const { stdout } = await collect(runner.run({ language: 'python', files, stdin: hello() }));
      expect(stdout).to.equal('? hello\n');
    }
  });

  for (const wait of ['time.sleep(1000)', 'input()'])
    (kept ? it : it.skip)(`does what it has to do at its end: ${wait}`, async () => {
      const code = `import time
print('on')
try:
    ${wait}
except EOFError:
    print('ended')
finally:
    print('off')`;
      const outputs: string[] = [];
      for (let ms = 10; ms < 15; ms++) outputs.push((await stoppedAfter(code, ms)).output);
      expect(outputs).to.include('on\noff\n');
      expect(outputs.join('')).not.to.include('ended');
    });
});
