import { expect } from 'chai';
import { html } from 'lit';
import { fixture, once, until } from '../../../.config/testing/fixture.js';
import type { RunEvent, TestEvent } from '@interview-room/runtimes';
import './define.js';
import type { RunFinishedEvent, RunRequestEvent, TestsFinishedEvent } from './events.js';
import type { RunPanel } from './run-panel.js';

async function* events(...list: (RunEvent | TestEvent)[]): AsyncGenerator<RunEvent | TestEvent> {
  yield* list;
}
const exit = { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 412 } as const;
const inside = (panel: RunPanel): ShadowRoot => panel.shadowRoot as ShadowRoot;
const status = (panel: RunPanel): string =>
  inside(panel).querySelector('.status .words')?.textContent?.trim() ?? '';
const rows = (panel: RunPanel): string => inside(panel).querySelector('.xterm-rows')?.textContent ?? '';
const handle = { mode: 'run' as const, stop: () => undefined };

describe('<run-panel>', () => {
  it('shows what a run prints and how it ended', async () => {
    const panel = await fixture<RunPanel>(html`<run-panel language="python"></run-panel>`);
    expect(status(panel)).to.equal('Press Run or Ctrl+Enter');
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    await panel.follow(
      events({ type: 'stdout', text: 'hello\n' }, { type: 'stderr', text: 'oh\n' }, exit),
      handle,
    );
    expect((await finished).output).to.equal('hello\noh\n');
    await until(() => rows(panel).includes('hello') && rows(panel).includes('▎oh'), 'the terminal');
    await panel.updateComplete;
    expect(status(panel)).to.equal('Finished in 0.4 s');
  });

  it('lists tests', async () => {
    const panel = await fixture<RunPanel>(
      html`<run-panel language="python" .testFiles=${['t.py']}></run-panel>`,
    );
    const finished = once<TestsFinishedEvent>(panel, 'tests-finished');
    const test = {
      type: 'test',
      name: 'a',
      status: 'failed',
      durationMs: 3,
      expected: '1\n2',
      actual: '1\n3',
    } as const;
    const summary = {
      type: 'summary',
      total: 1,
      passed: 0,
      failed: 1,
      errored: 0,
      skipped: 0,
      durationMs: 5,
    } as const;
    await panel.follow(events(test, summary, { ...exit, outcome: 'error', exitCode: 1 }), {
      ...handle,
      mode: 'test',
    });
    expect((await finished).tests).to.have.length(1);
    await panel.updateComplete;
    expect(status(panel)).to.contain('0 of 1 test passes');
    inside(panel).querySelector<HTMLElement>('.test-row')?.click();
    await until(() => inside(panel).querySelector('.line.same'), 'the diff');
  });

  it('asks before it runs', async () => {
    const panel = await fixture<RunPanel>(html`<run-panel language="python"></run-panel>`);
    panel.addEventListener('run-request', (event) => event.preventDefault());
    const asked = once<RunRequestEvent>(panel, 'run-request');
    inside(panel).querySelector<HTMLElement>('[part=run-button]')?.click();
    expect((await asked).mode).to.equal('run');
  });
});
