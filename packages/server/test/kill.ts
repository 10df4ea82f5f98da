import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const writer = fileURLToPath(new URL('log-writer.ts', import.meta.url));

/** Has a process write to a log, kills it amid its work, and gives the ids it was given acknowledgements for. */
export async function killWhileWriting(kind: 'sqlite' | 'nats', place: string, room: string, enough = 300) {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, kind, place, room], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > enough) child.kill('SIGKILL');
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${code}`);
  return { acknowledged: output.split('\n').slice(0, -1) };
}
