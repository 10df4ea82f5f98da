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
  await program.loader.prepare();
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
  let settled = false;
  const main = program.loader.runMain(entry).then(() => {
    settled = true;
  });
  await Promise.race([main, program.lifetime.settled()]);
  await program.lifetime.settled();
  if (!settled) await unsettled(program, main);
  const { process } = program;
  if (settled) process.emit('beforeExit', Number(process.exitCode ?? 0));
  await program.lifetime.settled();
  process.emit('exit', Number(process.exitCode ?? 0));
  if (settled) return Number(process.exitCode ?? 0);
  program.write(
    'stderr',
    'Warning: the program waits at its top level for a promise that nothing will settle.\n',
  );
  return 13;
}

/** Gives a top-level wait on the browser's own promises (a digest, a stream) some turns before it is called dead. */
async function unsettled(program: Program, main: Promise<void>): Promise<void> {
  let over = false;
  void main.then(() => (over = true)).catch(() => (over = true));
  for (let turn = 0; turn < 200 && !over; turn++) {
    await program.lifetime.turn();
    await program.lifetime.settled();
  }
  if (over) await main;
}
