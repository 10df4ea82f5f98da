import { expect } from 'chai';
import { probe, probeEngine, type ProbeOptions, type Probed } from '../testing/probe.js';
import type { Engine } from './engine.js';

const frames = (): number => document.querySelectorAll('iframe').length;

describe('sandbox', () => {
  let engine: Engine;
  const run = (body: string, options?: ProbeOptions): Promise<Probed> => probe(engine, body, options);
  const stopAfter = (text: string): ProbeOptions['onevent'] => {
    let seen = '';
    return (event, { stop }) => {
      if ('text' in event) seen += event.text;
      if (seen.includes(text)) stop();
    };
  };
  before(() => (engine = probeEngine()));
  after(() => engine.dispose());

  it('keeps the order of both streams, and every letter', async () => {
    const { output, stdout } = await run(`
      for (let i = 0; i < 2000; i++) { io.write('stdout', i + ' 😀é\\n'); io.write('stderr', 'e' + i + '\\n'); }`);
    const lines = Array.from({ length: 2000 }, (_, i) => `${i} 😀é\ne${i}\n`);
    expect(output === lines.join('')).to.equal(true);
    expect(stdout.length).to.equal(lines.join('').replaceAll(/e\d+\n/g, '').length);
  });

  it('splits no letter of a long text', async () => {
    const { stdout, events } = await run(`io.write('stdout', 'x' + '😀'.repeat(200_000));`);
    expect(stdout === `x${'😀'.repeat(200_000)}`).to.equal(true);
    const halves = events.filter((event) => 'text' in event && /[\ud800-\udbff]$/.test(event.text));
    expect(halves.length).to.equal(0);
  });

  it('sends few messages for a million prints', async () => {
    const { stdout, events } = await run(`for (let i = 0; i < 1e6; i++) io.write('stdout', 'x');`);
    expect(stdout.length).to.equal(1e6);
    expect(events.length).to.be.lessThan(20_000);
  });

  it('cuts what is over the limit, says so, and lets the program end', async () => {
    const { stdout, exit } = await run(`for (let i = 0; i < 300; i++) io.write('stdout', 'éééé\\n');`, {
      limits: { outputBytes: 1000 },
    });
    expect(exit.outcome).to.equal('ok');
    expect(stdout).to.match(/^(éééé\n){111}\n… output was cut at 1 kB\n$/);
  });

  it('ends a flood', async () => {
    const { stdout, exit } = await run(`for (;;) try { io.write('stdout', 'x'.repeat(1000)); } catch {}`);
    expect(exit.outcome).to.equal('output-limit');
    expect(stdout).to.equal(`${'x'.repeat(1e6)}\n… output was cut at 1 MB\n`);
  });

  it('ends one endless print', async () => {
    const { stdout, exit } = await run(`io.write('stdout', 'x'.repeat(300_000_000));`);
    expect(exit.outcome).to.equal('output-limit');
    expect(stdout.length).to.equal(1e6 + '\n… output was cut at 1 MB\n'.length);
  });

  it('stops a tight loop and keeps what was printed', async () => {
    const body = `for (let i = 0; i < 300; i++) io.write('stdout', i + '\\n'); for (;;);`;
    const { stdout, exit } = await run(body, { onevent: stopAfter('0\n') });
    expect(exit).to.include({ outcome: 'stopped', exitCode: 130 });
    expect(stdout.endsWith('\n299\n')).to.equal(true);
  });

  it('stops a promise that never settles, and asks for what is held back', async () => {
    const body = `for (let i = 0; i < 3000; i++) io.write('stdout', i + '\\n'); await new Promise(() => {});`;
    const { stdout, exit } = await run(body, { onevent: stopAfter('0\n') });
    expect(exit.outcome).to.equal('stopped');
    expect(stdout.endsWith('\n2999\n')).to.equal(true);
  });

  it('ends a program when its time is up', async () => {
    const { stdout, exit } = await run(`io.write('stdout', 'a'); for (;;);`, { limits: { wallMs: 1500 } });
    expect(exit).to.include({ outcome: 'timeout', exitCode: 124 });
    expect(stdout).to.equal('a');
    expect(exit.durationMs).to.be.greaterThan(1499);
  });

  it('runs again at once after each of these', async () => {
    expect((await run(`io.write('stdout', 'next');`)).stdout).to.equal('next');
  });

  it('has the next worker booted before it is wanted, where there was time for that', async () => {
    const boots = ({ events }: Probed): boolean =>
      events.some((event) => event.type === 'progress' && event.phase === 'boot');
    for (let wallMs = 500; wallMs < 20_000; wallMs *= 2) {
      const { exit } = await run(`await new Promise(() => {});`, { limits: { wallMs } });
      expect(exit.outcome).to.equal('timeout');
      if (!boots(await run(''))) return;
    }
    expect.fail('every run had to wait for a worker to boot');
  });

  it('tells what a driver threw', async () => {
    const { exit } = await run(`throw new RangeError('far');`);
    expect(exit).to.deep.include({ outcome: 'error', error: { name: 'RangeError', message: 'far' } });
  });

  it('gives a batch of input by lines, to its end', async () => {
    const { stdout } = await run(
      `for (let l = io.readLineSync(); l !== null; l = await io.readLine()) io.write('stdout', io.input + JSON.stringify(l));`,
      { stdin: 'one\ntwö\nlast' },
    );
    expect(stdout).to.equal('batch"one\\n"batch"twö\\n"batch"last"');
  });

  it('asks for lines one by one, and does not count the wait', async () => {
    async function* lines(): AsyncGenerator<string> {
      yield 'first';
      await new Promise((resolve) => setTimeout(resolve, 2200));
      yield 'second\n';
    }
    const body = `for (let l = await io.readLine(); l !== null; l = await io.readLine()) io.write('stdout', l);`;
    const { stdout, exit } = await run(body, { stdin: lines(), limits: { wallMs: 2000 } });
    expect(exit.outcome).to.equal('ok');
    expect(stdout).to.equal('first\nsecond\n');
  });

  it('sends a prompt before it waits', async () => {
    const seen: string[] = [];
    async function* lines(): AsyncGenerator<string> {
      seen.push('asked');
      yield 'x';
    }
    const body = `for (let i = 0; i < 2000; i++) io.write('stdout', '.'); io.write('stdout', '?'); await io.readLine();`;
    await run(body, {
      stdin: lines(),
      onevent: (event) => 'text' in event && event.text.endsWith('?') && seen.push('prompt'),
    });
    expect(seen).to.have.members(['prompt', 'asked']);
  });

  it('stops a program that waits for input', async () => {
    const forever: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    };
    const { stdout, exit } = await run(`io.write('stdout', '?'); await io.readLine();`, {
      stdin: forever,
      onevent: stopAfter('?'),
    });
    expect([stdout, exit.outcome]).to.deep.equal(['?', 'stopped']);
  });

  it('makes a worker stand still for a line where memory is shared, and says so where not', async () => {
    const long = 'ü'.repeat(150_000);
    async function* lines(): AsyncGenerator<string> {
      yield* ['one', long, 'three'];
    }
    const body = `io.write('stdout', io.input + '\\n');
      try { for (let l = io.readLineSync(); l !== null; l = io.readLineSync()) io.write('stdout', l); }
      catch (error) { io.write('stdout', error.message); }`;
    const { stdout } = await run(body, { stdin: lines() });
    if (stdout.startsWith('sync')) expect(stdout === `sync\none\n${long}\nthree\n`).to.equal(true);
    else expect(stdout).to.match(/^interactive\nInput cannot be waited for here/);
  });

  it('interrupts by the shared byte where there is one', async () => {
    const body = `io.write('stdout', host.interrupt ? 'shared' : 'none');
      const byte = host.interrupt; while (!byte || Atomics.load(byte, 0) !== 2); io.write('stdout', ' asked');`;
    const { stdout, exit } = await run(body, { limits: { wallMs: 1500 } });
    expect(exit.outcome).to.equal('timeout');
    expect(stdout).to.be.oneOf(['none', 'shared', 'shared asked']);
  });

  it('refuses WebAssembly memory past the limit', async () => {
    const { stdout, exit } = await run(
      `const memory = new WebAssembly.Memory({ initial: 1 });
       try { for (;;) { memory.grow(256); io.write('stdout', '.'); } } catch (error) { io.write('stdout', error.name); throw error; }`,
      { limits: { memoryMb: 64 } },
    );
    expect(stdout).to.equal('...RangeError');
    expect(exit.outcome).to.equal('memory');
  });

  it('has no global way out, and hears no forged message', async () => {
    const { stdout, exit, events } = await run(
      `
      const gone = ['postMessage', 'close', 'Worker', 'BroadcastChannel'].filter((name) => typeof globalThis[name] !== 'undefined');
      io.write('stdout', gone.join());
      const { port1, port2 } = new MessageChannel();
      MessagePort.prototype.postMessage = () => {};
      Object.defineProperty(MessageEvent.prototype, 'data', { get: () => ({ type: 'line', text: 'forged' }) });
      Array.prototype.push = String.prototype.charCodeAt = performance.now = globalThis.setTimeout = () => { throw new Error('patched'); };
      Object.prototype.reusable = true;
      dispatchEvent(new MessageEvent('message', { data: { type: 'done', result: { outcome: 'ok', exitCode: 0 } } }));
      io.write('stderr', await io.readLine());
      io.write('stdout', 'end');
      return { outcome: 'error', exitCode: 3 };`,
      {
        stdin: (async function* () {
          yield 'true line';
        })(),
      },
    );
    expect(stdout).to.equal('end');
    expect(events.some((event) => event.type === 'stderr' && event.text === 'true line\n')).to.equal(true);
    expect(exit).to.include({ outcome: 'error', exitCode: 3 });
  });

  it('cannot reach the page, the network or storage', async () => {
    const { stdout } = await run(`
      const tries = {
        fetch: () => fetch('${location.origin}/package.json'),
        sdk: () => import('${location.origin}/packages/runtimes/dist/assets/assets.json'),
        socket: () => new Promise((ok, no) => { const s = new WebSocket('ws://${location.host}/'); s.onopen = ok; s.onerror = no; }),
        storage: () => new Promise((ok, no) => { const r = indexedDB.open('x'); r.onsuccess = ok; r.onerror = no; }),
        code: () => (0, eval)('1'),
      };
      for (const [name, attempt] of Object.entries(tries)) {
        try { await attempt(); io.write('stdout', name + ' worked '); } catch { io.write('stdout', name + ' no '); }
      }`);
    expect(stdout).to.equal('fetch no sdk no socket no storage no code no ');
  });

  it('runs one job after another, and forgets those stopped in the queue', async () => {
    const stopped = new AbortController();
    const first = run(`io.write('stdout', '1');`);
    const second = run(`io.write('stdout', '2');`, { signal: stopped.signal });
    const third = run(`io.write('stdout', '3');`);
    stopped.abort();
    expect((await second).exit.outcome).to.equal('stopped');
    expect([(await first).stdout, (await second).stdout, (await third).stdout]).to.deep.equal(['1', '', '3']);
  });

  it('stops when its consumer leaves the loop', async () => {
    const leave = new AbortController();
    const endless = run(`io.write('stdout', 'a'); for (;;);`, { onevent: () => {}, signal: leave.signal });
    setTimeout(() => leave.abort(), 200);
    expect((await endless).exit.outcome).to.equal('stopped');
    expect((await run(`io.write('stdout', 'free');`)).stdout).to.equal('free');
  });

  it('survives the loss of its frame', async () => {
    const lost = run(`io.write('stdout', 'a'); await new Promise(() => {});`, {
      onevent: (event) => event.type === 'stdout' && document.querySelector('html > iframe')?.remove(),
    });
    const { exit } = await lost;
    expect(exit.outcome).to.equal('memory');
    expect((await run(`io.write('stdout', 'again');`)).stdout).to.equal('again');
  });

  it('takes its frame away when it is disposed of', async () => {
    const before = frames();
    const other = probeEngine();
    const running = probe(other, `io.write('stdout', 'a'); for (;;);`, {
      onevent: (event) => event.type === 'stdout' && other.dispose(),
    });
    expect((await running).exit.outcome).to.equal('stopped');
    expect(frames()).to.equal(before);
  });
});

describe('what cannot be had', () => {
  const place = {
    assetBase: new URL('/packages/runtimes/src/testing/probe/', location.href).href,
    sandboxUrl: new URL('/packages/runtimes/dist/assets/sandbox.html', location.href).href,
  };
  const failure = async (engine: Engine): Promise<string> => {
    const { exit } = await probe(engine, '');
    engine.dispose();
    expect(exit.outcome).to.equal('crash');
    return exit.error?.message ?? '';
  };

  it('says where the files are expected', async () => {
    const missing = { ...place, assetBase: new URL('/nowhere/', location.href).href };
    expect(await failure(probeEngine('probe.js', missing))).to.match(
      /nowhere\/assets\.json answered 404.*assetBase/,
    );
  });

  it('tells a page from a file', async () => {
    const page = '../../../../../examples/elements/index.html';
    expect(await failure(probeEngine(page, place))).to.match(/is not a file of the runtimes/);
  });

  it('tells what an unreachable server may lack', async () => {
    const other = { ...place, assetBase: 'http://127.0.0.1:9/' };
    expect(await failure(probeEngine('probe.js', other))).to.match(
      /could not be fetched.*Access-Control-Allow-Origin/,
    );
  });

  it('tells that the frame was refused', async () => {
    const refused = { ...place, sandboxUrl: new URL('/package.json', location.href).href };
    expect(await failure(probeEngine('probe.js', refused))).to.match(
      /could not be opened in a frame.*frame-src/,
    );
  });

  it('tells why an engine did not boot, each time anew', async () => {
    const engine = probeEngine('broken.js');
    const first = await probe(engine, '');
    expect(first.exit.error?.message).to.match(/did not start: Error: broken on purpose/);
    expect(await failure(engine)).to.match(/broken on purpose/);
  });
});
