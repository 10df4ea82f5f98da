import process from 'node:process';

const MEGABYTE = 1024 * 1024;
const EVERY_MS = 20;
/** What an engine itself takes as it works: its compiled code, its garbage. */
const SLACK_MB = 160;

/** Calls once when the process has grown by more than a job may use. Gives back how to end it. */
export function watchMemory(memoryMb: number, exceeded: () => void): () => void {
  const most = process.memoryUsage.rss() + (memoryMb + SLACK_MB) * MEGABYTE;
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() < most) return;
    clearInterval(timer);
    exceeded();
  }, EVERY_MS);
  return () => clearInterval(timer);
}
