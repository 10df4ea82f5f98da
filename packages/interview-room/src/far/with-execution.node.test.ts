import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { ExecutionOffer } from '@interview-room/core';
import type { RunEvent, Runner } from '@interview-room/runtimes';
import type { Execution } from '../view/sharing-element.js';
import { withExecution, type Elsewhere } from './with-execution.js';

async function* said(text: string): AsyncGenerator<RunEvent> {
  yield { type: 'stdout', text };
}
const languageOf = (id: string) => ({
  id,
  label: id,
  version: '1',
  extensions: [id],
  entry: id,
  testing: [],
});
const runnerOf = (name: string, ...languages: string[]): Runner => ({
  languages: () => languages.map(languageOf),
  capabilities: () => Promise.reject(new Error('not asked')),
  run: () => said(name),
  test: () => said(name),
  check: async () => [],
  dispose: () => undefined,
});

const by = (offer?: ExecutionOffer, runner?: Runner): Elsewhere => ({ offer, runner: async () => runner });

/** Where each of these runs: `offered` has Python and Go, the browser Python and JavaScript. */
const table: [Execution | undefined, boolean, string, 'run' | 'test', string][] = [
  [undefined, false, 'python', 'run', 'browser'],
  [undefined, false, 'go', 'run', 'backend'],
  [undefined, true, 'python', 'test', 'backend'],
  [undefined, true, 'javascript', 'test', 'browser'],
  ['browser-first', true, 'python', 'test', 'browser'],
  ['remote-first', false, 'python', 'run', 'backend'],
  ['remote-first', false, 'javascript', 'run', 'browser'],
  ['browser', false, 'go', 'run', 'nowhere'],
  ['remote', false, 'javascript', 'run', 'nowhere'],
  ['remote', false, 'python', 'run', 'backend'],
  ['remote', false, 'rust', 'run', 'nowhere'],
];

async function first(events: AsyncIterable<object>): Promise<Record<string, unknown>> {
  for await (const event of events) if (!('phase' in event)) return event as Record<string, unknown>;
  return {};
}

describe('where a program runs', () => {
  for (const [policy, preferred, language, what, where] of table)
    it(`${policy ?? (preferred ? 'preferred' : 'default')}: ${what} of ${language} → ${where}`, async () => {
      const offer: ExecutionOffer = {
        languages: ['python', 'go'],
        preferred,
        run: () => said('backend'),
        test: () => said('backend'),
      };
      const browser = runnerOf('browser', 'python', 'javascript');
      const runner = withExecution(browser, policy ? { execution: policy } : {}, () => by(offer));
      const event = await first(runner[what]({ language, files: {} }));
      const found = event['type'] === 'exit' ? 'nowhere' : event['text'];
      assert.equal(found, where);
      if (where === 'nowhere') assert.match(JSON.stringify(event), new RegExp(language));
    });

  it('takes a runner of the page’s own before what the backend offers', async () => {
    const own = runnerOf('own', 'go');
    const runner = withExecution(runnerOf('browser'), { remoteRunner: own }, () =>
      by({ run: () => said('backend') }),
    );
    assert.equal((await first(runner.run({ language: 'go', files: {} })))['text'], 'own');
  });

  it('asks the backend’s own runner for what the browser does not have, and not before', async () => {
    let asked = 0;
    const elsewhere = (): Elsewhere => ({
      offer: undefined,
      runner: async () => (asked++, runnerOf('server', 'go')),
    });
    const runner = withExecution(runnerOf('browser', 'python'), {}, elsewhere);
    assert.equal((await first(runner.run({ language: 'python', files: {} })))['text'], 'browser');
    assert.equal(asked, 0);
    assert.equal((await first(runner.run({ language: 'go', files: {} })))['text'], 'server');
  });

  it('asks the browser where a backend offers one half alone', async () => {
    const runner = withExecution(runnerOf('browser', 'python'), {}, () =>
      by({ preferred: true, test: () => said('backend') }),
    );
    assert.equal((await first(runner.run({ language: 'python', files: {} })))['text'], 'browser');
    assert.equal((await first(runner.test({ language: 'python', files: {} })))['text'], 'backend');
  });
});
