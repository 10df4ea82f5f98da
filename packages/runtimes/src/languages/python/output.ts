import type { PyodideAPI } from 'pyodide';
import type { Stdio } from '../../worker/driver.js';

/** How much of what a test prints is kept with its result. */
const keepAtMost = 64 * 1024;
type Stream = 'stdout' | 'stderr';

/** An `OSError` to the program. Of an error without such a code the engine would tell the page's console, too. */
class NoMoreOutput extends Error {
  readonly code = 'EIO';
}

/** Sends what Python writes to its file descriptors to the current job, whole characters at a time. */
export class Output {
  private job: Stdio | undefined;
  private kept = '';
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  listen(python: PyodideAPI): void {
    python.setStdout({ write: (bytes) => this.take('stdout', bytes), isatty: false });
    python.setStderr({ write: (bytes) => this.take('stderr', bytes), isatty: false });
    python.setStdin({ stdin: () => this.job?.readLineSync() ?? null, isatty: false, autoEOF: false });
  }

  begin(job: Stdio): void {
    this.job = job;
    this.kept = '';
  }

  /** Sends the start of a character that was never finished, too. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.decoders[stream].decode();
      if (rest) this.send(stream, rest);
    }
    this.job = undefined;
  }

  /** What was written since this was asked last, for the test that wrote it. */
  taken(): string {
    const { kept } = this;
    this.kept = '';
    return kept.length < keepAtMost ? kept : `${kept}\n… and more`;
  }

  private take(stream: Stream, bytes: Uint8Array): number {
    const text = this.decoders[stream].decode(bytes, { stream: true });
    if (!text) return bytes.length;
    if (!this.send(stream, text)) throw new NoMoreOutput();
    if (this.kept.length < keepAtMost) this.kept += text;
    return bytes.length;
  }

  /** Whether it was taken: after a flood nothing is. */
  private send(stream: Stream, text: string): boolean {
    try {
      this.job?.write(stream, text);
      return true;
    } catch {
      return false;
    }
  }
}
