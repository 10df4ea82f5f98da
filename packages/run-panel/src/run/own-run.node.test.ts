import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Runner } from '@interview-room/runtimes';
import { ownRun } from './own-run.js';

for (const mode of ['run', 'test'] as const) {
  test(`to ${mode} is to ${mode} the file that the panel was told, whatever other files there are`, async () => {
    const entries: (string | undefined)[] = [];
    const note = async function* ({ entry }: { entry?: string }): AsyncGenerator<object> {
      entries.push(entry);
      yield* [];
    };
    const runner = { run: note, test: note } as unknown as Runner;
    const order = {
      mode,
      language: 'python',
      files: { 'merge.py': '', 'more.py': '' },
      entry: 'merge.py',
      stdin: '',
      signal: new AbortController().signal,
    };
    for await (const event of ownRun(() => Promise.resolve(runner), order)) assert.fail(event.type);
    assert.deepEqual(entries, ['merge.py']);
  });
}
