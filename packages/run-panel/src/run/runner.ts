import type { RunEvent, TestCase, TestEvent } from '@interview-room/runtimes';
export interface Limits {
  wallMs: number;
  outputBytes: number;
  memoryMb: number;
}
interface Job {
  language: string;
  files: Record<string, string>;
  limits?: Partial<Limits>;
  signal?: AbortSignal;
}
export interface Runner {
  languages(): { id: string; label: string }[];
  capabilities(): Promise<{ stdin: { value: 'interactive' | 'batch'; reason?: string } }>;
  run(
    job: Job & { entry?: string; args?: string[]; stdin?: string | AsyncIterable<string> },
  ): AsyncIterable<RunEvent>;
  test(job: Job & { testFiles?: string[]; cases?: TestCase[] }): AsyncIterable<TestEvent | RunEvent>;
  dispose(): void;
}
