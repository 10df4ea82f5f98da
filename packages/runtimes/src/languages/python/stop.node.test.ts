import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Driver } from '../../worker/driver.js';
import { nodeDriver, Recorder, runIn } from '../../../test/python/node-host.js';

/** Asks the interpreter to stop as soon as it has printed a line, as a frame does by shared memory. */
class Stopper extends Recorder {
  private asked = false;
  constructor(private readonly bytes: Uint8Array) {
    super();
  }
  override write(stream: 'stdout' | 'stderr', text: string): void {
    super.write(stream, text);
    if (this.asked || !this.stdout.includes('\n')) return;
    this.asked = true;
    this.bytes.set([2, 1]);
  }
}

/** Takes nothing, as after far too much was printed. */
class Full extends Recorder {
  override write(): void {
    throw new Error('The program printed far too much, and was ended.');
  }
}

describe('Python that the runner stops', () => {
  const bytes = new Uint8Array(2);
  let driver: Driver;
  beforeEach(async () => {
    bytes.fill(0);
    driver = await nodeDriver({ interrupt: bytes });
  });
  const jobOf = (code: string) => ({
    language: 'python',
    files: { 'main.py': code },
    entry: 'main.py',
    args: [],
  });
  const stopped = async (code: string): Promise<Recorder & { exitCode: number }> => {
    const io = new Stopper(bytes);
    const { exitCode } = await driver.run(jobOf(code), io);
    driver.rest?.();
    return Object.assign(io, { exitCode });
  };

  for (const [what, code] of [
    ['in a loop', 'print("on")\nwhile True: pass'],
    ['asleep', 'import time\nprint("on")\ntime.sleep(1000)'],
    [
      'in a coroutine',
      'import asyncio\nasync def main():\n    print("on")\n    await asyncio.sleep(1000)\nasyncio.run(main())',
    ],
    [
      'with a hook of its own',
      'import sys, traceback\nsys.excepthook = lambda *facts: traceback.print_exception(*facts)\nprint("on")\nwhile True: pass',
    ],
  ] as const) {
    it(`shows no traceback: ${what}`, async () => {
      const { stdout, stderr, exitCode } = await stopped(code);
      assert.deepEqual([stdout, stderr, exitCode], ['on\n', '', 130]);
    });
  }

  it('runs what the program does at its end', async () => {
    const { stdout } = await stopped(
      'try:\n    print("on")\n    while True: pass\nfinally:\n    print("off")',
    );
    assert.equal(stdout, 'on\noff\n');
  });

  it('shows an interrupt that the program raised itself', async () => {
    const { stderr, exitCode } = await runIn(driver, 'raise KeyboardInterrupt("mine")');
    assert.match(stderr, /^Traceback[\s\S]*main\.py", line 1[\s\S]*KeyboardInterrupt: mine\n$/);
    assert.equal(exitCode, 130);
  });
});

describe('Python that prints far too much', () => {
  const said = [mock.method(console, 'error'), mock.method(console, 'warn'), mock.method(console, 'log')];
  beforeEach(() => said.forEach((one) => one.mock.resetCalls()));
  afterEach(() => mock.restoreAll());

  it('is told so by an OSError, and the console of the page by nothing', async () => {
    const driver = await nodeDriver();
    const job = {
      language: 'python',
      files: { 'main.py': 'import sys\nprint("x")\n' },
      entry: 'main.py',
      args: [],
    };
    const { outcome, error } = await driver.run(job, new Full());
    driver.rest?.();
    assert.deepEqual([outcome, error?.name], ['error', 'OSError'], error?.message);
    assert.deepEqual(
      said.flatMap((one) => one.mock.calls.map((call) => call.arguments)),
      [],
    );
    assert.equal((await runIn(driver, 'print("next")')).stdout, 'next\n');
  });
});
