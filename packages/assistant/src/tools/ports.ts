import type { Level } from '../levels/index.js';
import type { Proposal } from '@interview-room/core';

/** The files that tools act on. Paths have no language in them: `main.py`. */
export interface ToolFiles {
  /** What stands before a path in the room's workspace: `python/`. */
  prefix(): string;
  /** The files that may be seen, as they are now. */
  files(): Readonly<Record<string, string>>;
  /** Whether a file is to be read and not changed. */
  isReadonly(path: string): boolean;
  /** Whether a path is of something that the assistant may know nothing of, such as a hidden test. Capitals do not count. */
  isHidden(path: string): boolean;
  /** Changes a file without asking. */
  write(path: string, text: string): void;
}

/** What a run tells, as the runtimes do. */
export type ToolRunEvent =
  | { readonly type: 'progress' }
  | { readonly type: 'stdout' | 'stderr'; readonly text: string }
  | {
      readonly type: 'exit';
      readonly outcome: string;
      readonly exitCode: number;
      readonly durationMs: number;
      readonly error?: { readonly name: string; readonly message: string; readonly stack?: string };
    }
  | {
      readonly type: 'test';
      readonly name: string;
      readonly status: string;
      readonly durationMs: number;
      readonly message?: string;
      readonly expected?: string;
      readonly actual?: string;
      readonly output?: string;
    }
  | {
      readonly type: 'summary';
      readonly total: number;
      readonly passed: number;
      readonly failed: number;
      readonly errored: number;
      readonly skipped: number;
    };

/** What is run: a copy of the files, with the proposals that are open. */
export interface ToolRun {
  readonly files: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Runs programs and tests, in a sandbox. */
export interface ToolRunner {
  test(run: ToolRun): AsyncIterable<ToolRunEvent>;
  run(
    run: ToolRun & { readonly entry?: string; readonly stdin?: string; readonly args?: readonly string[] },
  ): AsyncIterable<ToolRunEvent>;
}

/** A change to a file that a tool proposes. `path` is that of the room's workspace: `python/main.py`. */
export interface ProposedEdit {
  readonly proposal: string;
  readonly path: string;
  /** The file as it is. */
  readonly before: string;
  /** As it would be, with what was proposed for it earlier in the same turn. */
  readonly after: string;
  readonly turn: string;
  readonly call: string;
  /** Earlier proposals of the turn that this one takes the place of. */
  readonly replaces: readonly string[];
}

/** Where proposals are made, and what became of those that were. */
export interface ToolProposals {
  /** All that were made, the newest last. */
  list(): readonly Pick<Proposal, 'proposal' | 'path' | 'before' | 'after' | 'turn' | 'resolved'>[];
  propose(edit: ProposedEdit): Promise<void>;
}

/** What tools are made of. */
export interface ToolboxOptions {
  readonly files: ToolFiles;
  readonly runner: ToolRunner;
  readonly proposals: ToolProposals;
  /** The level, asked anew at each call. */
  level(): Level;
  /** Whether the room allows writing without asking, asked anew at each call. */
  direct(): boolean;
}

/** A tool that a model calls. */
export interface Call {
  readonly turn: string;
  readonly call: string;
  readonly name: string;
  readonly input: unknown;
}

/** What came of a call, in words for a model. */
export type Outcome =
  | { readonly output: string; readonly error?: undefined }
  | { readonly error: string; readonly output?: undefined };
