import { Workspace } from '@interview-room/core';
import type { Question } from '@interview-room/core/question';
import type { Level } from '../levels/index.js';
import type { ProposedEdit, ToolRun, ToolRunEvent } from '../tools/ports.js';
import { roomFiles } from '../tools/room-files.js';
import { createToolbox, type Toolbox } from '../tools/toolbox.js';
import type { Outcome } from '../tools/ports.js';

/** A question with a file of each sort. */
export const question: Question = {
  id: 'two-sum',
  title: 'Two sum',
  statement: 'Find two numbers.',
  interview: { guide: 'PRIVATE guide' },
  languages: {
    python: {
      entry: 'main.py',
      files: {
        'main.py': 'def add(a, b):\n    return a - b\n',
        'data.txt': { text: 'given\n', readonly: true },
        'secret_helper.py': { text: 'HIDDEN helper', hidden: true },
      },
      tests: {
        'test_main.py': 'from main import add\nassert add(1, 2) == 3\n',
        'tests/test_hidden.py': { text: 'HIDDEN test', hidden: true },
      },
    },
  },
};

type Made = ProposedEdit & {
  resolved?: { outcome: 'accepted' | 'rejected' | 'stale'; by: string; at: number };
};

/** Tools over files of their own, with a runner that looks into the files it is given. */
export class Bench {
  readonly workspace = new Workspace(async () => undefined);
  level: Level = 'pair-programming';
  direct = false;
  readonly proposals: Made[] = [];
  readonly ran: ToolRun[] = [];
  /** How a run is answered. */
  answer: (run: ToolRun) => AsyncIterable<ToolRunEvent> = judged;
  readonly tools: Toolbox;
  #calls = 0;

  constructor() {
    this.workspace.seed({
      'python/main.py': 'def add(a, b):\n    return a - b\n',
      'javascript/main.js': 'OTHER language',
    });
    const run = (request: ToolRun) => {
      this.ran.push(request);
      return this.answer(request);
    };
    this.tools = createToolbox({
      files: roomFiles({ workspace: this.workspace, question: () => question, language: () => 'python' }),
      runner: { test: run, run },
      proposals: { list: () => this.proposals, propose: (edit) => this.propose(edit) },
      level: () => this.level,
      direct: () => this.direct,
    });
  }

  call(
    name: string,
    input: unknown,
    { turn = 't1', signal = new AbortController().signal } = {},
  ): Promise<Outcome> {
    return this.tools.call({ turn, call: `c${++this.#calls}`, name, input }, { signal });
  }

  get main(): string {
    return this.workspace.text('python/main.py').toString();
  }

  private async propose(edit: ProposedEdit): Promise<void> {
    for (const made of this.proposals)
      if (edit.replaces.includes(made.proposal)) made.resolved = { outcome: 'stale', by: 'you', at: 0 };
    this.proposals.push(edit);
  }
}

async function* judged({ files }: ToolRun): AsyncGenerator<ToolRunEvent> {
  const status = files['main.py']?.includes('a + b') ? 'passed' : 'failed';
  const passed = status === 'passed' ? 1 : 0;
  yield { type: 'progress' };
  yield { type: 'stdout', text: 'hello\n' };
  yield { type: 'test', name: 'test_add', status, durationMs: 1, expected: '3', actual: '-1' };
  yield { type: 'summary', total: 1, passed, failed: 1 - passed, errored: 0, skipped: 0 };
  yield { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 1 };
}
