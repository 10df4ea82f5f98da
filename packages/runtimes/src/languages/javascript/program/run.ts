import type { DriverResult, Job, Stdio } from '../../../worker/driver.js';
import { ExitSignal } from './exit.js';
import { readsAllAtOnce } from './input.js';
import { Program } from './program.js';

/** Runs a program until nothing of it is left to run. */
export async function runProgram(job: Job, io: Stdio): Promise<DriverResult> {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const program = new Program({
    job,
    io,
    write: (stream, text) => io.write(stream, text),
    compileOptions: () => ({ awaitPrompt: io.input === 'interactive' }),
    uncaught: (error) => fail(error),
  });
  program.install();
  if (io.input === 'interactive' && readsAllAtOnce(job.files)) await program.input.readAhead();
  await program.prepare();
  try {
    const code = await Promise.race([live(program, job.entry), program.exited, failed]);
    return { outcome: code === 0 ? 'ok' : 'error', exitCode: code };
  } catch (error) {
    if (ExitSignal.is(error)) return { outcome: error.code === 0 ? 'ok' : 'error', exitCode: error.code };
    return { outcome: 'error', exitCode: 1, error: program.report(error) };
  } finally {
    program.end(0);
    io.flush();
  }
}

async function live(program: Program, entry: string): Promise<number> {
  const main = { settled: false, ended: runEntry(program, entry) };
  main.ended.then(
    () => (main.settled = true),
    () => (main.settled = true),
  );
  await Promise.race([main.ended, program.lifetime.settled()]);
  await program.lifetime.settled();
  // The browser's own promises (a digest, a stream) get some turns before a wait for one is called dead.
  for (let turn = 0; turn < 200 && !main.settled; turn++) {
    await program.lifetime.turn();
    await program.lifetime.settled();
  }
  if (main.settled) await main.ended;
  return main.settled ? farewell(program) : dead(program);
}

async function runEntry(program: Program, entry: string): Promise<void> {
  await program.loader.runMain(entry);
}

async function farewell({ process, lifetime }: Program): Promise<number> {
  process.emit('beforeExit', Number(process.exitCode ?? 0));
  await lifetime.settled();
  process.emit('exit', Number(process.exitCode ?? 0));
  return Number(process.exitCode ?? 0);
}

/** As Node ends such a program, and with the same code. */
function dead(program: Program): number {
  program.write(
    'stderr',
    'Warning: the program waits at its top level for a promise that nothing will settle.\n',
  );
  return 13;
}
