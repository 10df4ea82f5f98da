import { expect } from 'chai';
import type { DriverResult } from '../../worker/driver.js';
import { pythonEngine } from './manifest.js';

const base = new URL('../../../dist/assets/', import.meta.url);
/** A worker as the sandbox makes it, without the sandbox: driver and files are handed in, lines are given when asked for. */
const source = `
onunhandledrejection = ({ reason }) => postMessage({ failed: String(reason?.stack ?? reason) });
onmessage = async ({ data: { driver, assets, interrupt } }) => {
  const url = URL.createObjectURL(new Blob([driver], { type: 'text/javascript' }));
  const { createDriver } = await import(url);
  const map = new Map(assets);
  self.fetch = () => { throw new Error('fetched'); };
  const python = await createDriver({
    assets: [...map.keys()],
    asset(name) { if (!map.has(name)) throw new Error('no ' + name); return map.get(name); },
    progress() {},
    interrupt,
  });
  let give;
  const io = (input) => ({
    input,
    write: (stream, text) => postMessage({ stream, text }),
    readLine: () => new Promise((resolve) => { give = resolve; postMessage({ asks: true }); }),
    readLineSync: () => null,
    flush() {},
  });
  onmessage = async ({ data }) => {
    if ('line' in data) return give(data.line);
    const result = await python.run({ language: 'python', args: [], entry: 'main.py', files: data.files }, io(data.input));
    postMessage({ result, reusable: python.reusable });
  };
  postMessage({ booted: true });
};`;

type Asset = [string, ArrayBuffer | WebAssembly.Module];
interface Message {
  booted?: true;
  failed?: string;
  stream?: 'stdout' | 'stderr';
  text?: string;
  asks?: true;
  result?: DriverResult;
}

async function bytesOf(path: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(path, base));
  if (!response.ok || !response.body) throw new Error(`${path}: ${response.status}`);
  // A server may have said Content-Encoding, in which case it has come unpacked.
  const bytes = await response.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

async function assetsOf(without: string): Promise<Asset[]> {
  const paths = pythonEngine.assets.filter((path) => !path.endsWith('/') && !path.includes(without || '\0'));
  return Promise.all(
    paths.map(async (path): Promise<Asset> => {
      const name = path.replace(/\.gz$/, '');
      const bytes = await bytesOf(path);
      return [name, name.endsWith('.wasm') ? await WebAssembly.compile(bytes) : bytes];
    }),
  );
}

class Python {
  private readonly worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`, {
    type: 'module',
  });
  output = '';

  private next(wanted: (message: Message) => boolean, asked?: () => string | null): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.failed) reject(new Error(data.failed));
        this.output += data.text ?? '';
        if (data.asks) this.worker.postMessage({ line: asked?.() ?? null });
        if (wanted(data)) resolve(data);
      };
    });
  }

  async boot(without = ''): Promise<this> {
    const booted = this.next((message) => message.booted === true);
    const driver = await (await fetch(new URL('python.js', base))).text();
    this.worker.postMessage({ driver, assets: await assetsOf(without) });
    await booted;
    return this;
  }

  async run(code: string, lines: string[] = [], files: Record<string, string> = {}): Promise<DriverResult> {
    this.output = '';
    const done = this.next(
      (message) => message.result !== undefined,
      () => lines.shift() ?? null,
    );
    this.worker.postMessage({ files: { 'main.py': code, ...files }, input: 'interactive' });
    const { result } = await done;
    if (!result) throw new Error('There is no result');
    return result;
  }

  end(): void {
    this.worker.terminate();
  }
}

for (const [name, without] of [
  ['from the snapshot', ''],
  ['the long way, where there is no snapshot', 'snapshot'],
] as const) {
  describe(`Python in a module worker, booted ${name}`, () => {
    let python: Python;
    before(async () => {
      python = await new Python().boot(without);
    });
    after(() => python.end());

    it('says hello', async () => {
      expect(await python.run('print("héllo 🎉")')).to.deep.equal({ outcome: 'ok', exitCode: 0 });
      expect(python.output).to.equal('héllo 🎉\n');
    });

    it('tells of errors where they happened', async () => {
      const { outcome, exitCode, error } = await python.run('def f():\n    return 1 / 0\nf()\n');
      expect([outcome, exitCode, error?.name, error?.path, error?.line]).to.deep.equal([
        'error',
        1,
        'ZeroDivisionError',
        'main.py',
        2,
      ]);
      expect(python.output).to.contain('File "main.py", line 2, in f').and.not.contain('<room>');
    });

    it('has other random numbers than the next boot', async () => {
      const other = await new Python().boot(without);
      await Promise.all([
        python.run('import random; print(random.random())'),
        other.run('import random; print(random.random())'),
      ]);
      expect(python.output).not.to.equal(other.output);
      other.end();
    });

    it('runs asyncio to its end', async () => {
      await python.run(
        'import asyncio\nasync def one(n):\n    await asyncio.sleep(0.01)\n    return n\nasync def main():\n    print(await asyncio.gather(one(1), one(2)))\nasyncio.run(main())\n',
      );
      expect(python.output).to.equal('[1, 2]\n');
    });

    const interactive = 'Suspending' in WebAssembly;
    (interactive ? it : it.skip)('waits for lines, wherever they are asked for', async () => {
      const code = `import sys, asyncio
print('hi', input('name? '))
print(sorted([2, 1], key=lambda n: int(input())))
print(repr(sys.stdin.readline()), [line.strip() for line in sys.stdin])
try:
    input()
except EOFError:
    print('end')
`;
      const lines = ['Zoë\n', '1\n', '2\n', 'x\n', 'y\n', 'z\n'];
      const result = await python.run(code, lines);
      expect(result).to.deep.equal({ outcome: 'ok', exitCode: 0 });
      expect(python.output).to.equal("name? hi Zoë\n[2, 1]\n'x\\n' ['y', 'z']\nend\n");
    });

    (interactive ? it : it.skip)('waits for a line inside a coroutine', async () => {
      await python.run('import asyncio\nasync def main():\n    print(input())\nasyncio.run(main())\n', [
        'a\n',
      ]);
      expect(python.output).to.equal('a\n');
    });

    it('survives deep recursion', async () => {
      const { error } = await python.run('def f(): return f() + 1\nf()\n');
      expect(error?.name).to.equal('RecursionError');
    });
  });
}
