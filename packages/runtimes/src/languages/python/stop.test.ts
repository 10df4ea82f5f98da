import { expect } from 'chai';
import { createRunner, type Runner } from '../../runner.js';
import { collect, type Collected } from '../../testing/collect.js';

/** Where neither can be had, a program that is stopped loses its interpreter, and nothing of this can be. */
const kept = globalThis.crossOriginIsolated && 'Suspending' in WebAssembly;

/** Tasks are counted for as long as an interpreter lives, and each wait is one. */
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
};

describe('Python that is stopped while it waits', () => {
  let runner: Runner;
  before(() => (runner = createRunner({ assetBase: '/packages/runtimes/dist/assets/' })));
  after(() => runner.dispose());

  const stoppedAfter = async (code: string, ms: number): Promise<Collected> => {
    const stop = new AbortController();
    const stream = runner.run({ language: 'python', files: { 'main.py': code }, signal: stop.signal });
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
      expect(counts).to.deep.equal([...new Set(counts)].toSorted((one, two) => one - two));
    });
});
