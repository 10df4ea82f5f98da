import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { fixture, once, until } from '../../../.config/testing/fixture.js';
import {
  exit,
  handle,
  inside,
  out,
  part,
  rows,
  runnerOf,
  status,
  stream,
  untilStopped,
} from '../test/panel.js';
import './define.js';
import type { RunFinishedEvent, RunRequestEvent, TestsFinishedEvent } from './events.js';
import type { RunPanel } from './run-panel.js';

const failing = {
  type: 'test',
  name: 'b',
  status: 'failed',
  durationMs: 3,
  expected: '1\n2',
  actual: '1\n3',
  output: 'looked\n',
} as const;
const passing = { type: 'test', name: 'a', status: 'passed', durationMs: 1200 } as const;
const summary = {
  type: 'summary',
  total: 2,
  passed: 1,
  failed: 1,
  errored: 0,
  skipped: 0,
  durationMs: 5,
} as const;

const make = (): Promise<RunPanel> => fixture<RunPanel>(html`<run-panel language="python"></run-panel>`);

async function chord(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ down: key });
  for (const key of keys.reverse()) await sendKeys({ up: key });
}

describe('<run-panel>', () => {
  it('runs by itself with its runner, and tells', async () => {
    const panel = await make();
    const seen: string[] = [];
    for (const type of ['run-request', 'run-started', 'run-finished'] as const)
      panel.addEventListener(type, () => seen.push(type));
    panel.files = () => ({ 'main.py': 'print(1)' });
    panel.limits = { wallMs: 5 };
    panel.entry = 'main.py';
    panel.runner = runnerOf((request) => {
      expect(request.files).to.deep.equal({ 'main.py': 'print(1)' });
      expect([request.language, request.entry, request.limits]).to.deep.equal([
        'python',
        'main.py',
        { wallMs: 5 },
      ]);
      return stream(out('1\n'), exit);
    });
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    part(panel, 'run-button')?.click();
    const { mode, outcome, exitCode, durationMs, output } = await finished;
    expect({ mode, outcome, exitCode, durationMs, output }).to.deep.equal({
      mode: 'run',
      outcome: 'ok',
      exitCode: 0,
      durationMs: 412,
      output: '1\n',
    });
    expect(seen).to.deep.equal(['run-request', 'run-started', 'run-finished']);
    await until(() => rows(panel) === '1', 'the output');
  });

  it('leaves the run to whoever cancels the request', async () => {
    const panel = await make();
    panel.runner = runnerOf(() => expect.fail('it ran'));
    panel.addEventListener('run-request', (event) => {
      event.preventDefault();
      void panel.follow(stream(out('from elsewhere\n'), exit), { ...handle(), label: 'Ada' });
    });
    const asked = once<RunRequestEvent>(document, 'run-request');
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    panel.run();
    expect((await asked).mode).to.equal('run');
    expect((await finished).label).to.equal('Ada');
    await until(() => status(panel) === 'Run by Ada · Finished in 0.4 s', 'the status');
  });

  it('stops what runs, and keeps what was printed', async () => {
    const panel = await make();
    panel.runner = runnerOf(({ signal }) => untilStopped(signal, out('so far\n')));
    panel.run();
    const stop = part(panel, 'stop-button');
    await until(() => status(panel).startsWith('Running'), 'the run');
    expect(stop?.getAttribute('aria-disabled')).to.equal('false');
    expect(part(panel, 'run-button')?.getAttribute('aria-disabled')).to.equal('true');
    stop?.click();
    await until(() => status(panel) === 'Stopped after 2.0 s', 'the stop');
    await until(() => rows(panel) === 'so far', 'the output');
    expect(stop?.getAttribute('aria-disabled')).to.equal('true');
  });

  it('says of a run that broke off that it did, and keeps what it printed', async () => {
    const panel = await make();
    void panel.follow(stream(out('so far\n')), { mode: 'run', label: 'Ada' });
    await until(
      () => status(panel) === 'Run by Ada · The run broke off: it is not known how it ended.',
      'the status',
    );
    await until(() => rows(panel) === 'so far', 'the output');
    expect(part(panel, 'run-button')?.getAttribute('aria-disabled')).to.equal('false');
    void panel.follow(stream(), { mode: 'run', label: 'Ada' });
    await until(() => status(panel) === 'Run by Ada · Python could not be started', 'one that never began');
  });

  it('offers no stop of a run that cannot be stopped from here', async () => {
    const panel = await make();
    let asked = 0;
    panel.addEventListener('stop-request', () => asked++);
    void panel.follow(stream(out('x'), 'hang'), { mode: 'run', label: 'Ada' });
    await until(() => status(panel).startsWith('Run by Ada'), 'the run');
    expect(part(panel, 'stop-button')?.getAttribute('aria-disabled')).to.equal('true');
    part(panel, 'stop-button')?.click();
    await panel.updateComplete;
    expect(asked).to.equal(0);
    expect(status(panel)).not.to.contain('Stopping');
    void panel.follow(stream('hang'), { mode: 'run', label: 'Bob' });
    await until(() => status(panel).startsWith('Run by Bob'), 'another run');
    expect(part(panel, 'cancel-button')).to.equal(null);
  });

  it('does not stop when the request to is cancelled', async () => {
    const panel = await make();
    let stops = 0;
    void panel.follow(stream(out('x'), 'hang'), { mode: 'run', stop: () => stops++ });
    panel.addEventListener('stop-request', (event) => event.preventDefault(), { once: true });
    panel.stop();
    expect(stops).to.equal(0);
    panel.stop();
    expect(stops).to.equal(1);
  });

  it('takes the keys, also from elsewhere', async () => {
    const panel = await make();
    panel.testFiles = ['test.py'];
    const modes: string[] = [];
    panel.addEventListener('run-request', (event) => {
      event.preventDefault();
      modes.push(event.mode);
    });
    await panel.updateComplete;
    part(panel, 'copy-button')?.focus();
    await chord('Control', 'Enter');
    await chord('Control', 'Shift', 'Enter');
    expect(modes).to.deep.equal(['run', 'test']);
    const key = new KeyboardEvent('keydown', { key: 'Enter', metaKey: true, cancelable: true });
    expect(panel.handleShortcut(key)).to.equal(true);
    expect(panel.handleShortcut(key), 'a key is taken once').to.equal(false);
    expect(panel.handleShortcut(new KeyboardEvent('keydown', { key: 'Enter' }))).to.equal(false);
    expect(modes).to.deep.equal(['run', 'test', 'run']);
  });

  it('says that there are no tests, and runs none, unless whoever cancels the request has some', async () => {
    const panel = await make();
    panel.runner = runnerOf(
      () => stream(out('hello\n'), exit),
      undefined,
      () => expect.fail('it tested'),
    );
    let missing = 0;
    panel.addEventListener('tests-missing', () => missing++);
    panel.test();
    await panel.updateComplete;
    expect(status(panel)).to.equal('There are no tests here');
    expect(missing).to.equal(1);
    await until(
      () => inside(panel).querySelector('.said')?.textContent === status(panel),
      'it is said aloud',
    );
    panel.cases = [{ call: 'f', args: [] }];
    await panel.updateComplete;
    expect(status(panel), 'some came').to.equal('Press Run or Ctrl+Enter');
    delete panel.cases;
    panel.run();
    await until(() => status(panel).startsWith('Finished'), 'the run');
    panel.addEventListener('run-request', (event) => {
      event.preventDefault();
      void panel.follow(stream(passing, { ...summary, total: 1, failed: 0 }, exit), handle('test'));
    });
    panel.test();
    await until(() => status(panel).startsWith('The test passes'), 'tests made elsewhere');
  });

  it('runs nothing when it is disabled', async () => {
    const panel = await make();
    panel.disabled = true;
    panel.addEventListener('run-request', () => expect.fail('it asked'));
    panel.run();
    await panel.updateComplete;
    expect(part(panel, 'run-button')?.getAttribute('aria-disabled')).to.equal('true');
  });

  it('lists tests as they come, with the difference inside', async () => {
    const panel = await make();
    panel.testFiles = ['test.py'];
    const finished = once<TestsFinishedEvent>(panel, 'tests-finished');
    await panel.follow(
      stream(passing, failing, summary, { ...exit, outcome: 'error', exitCode: 1 }),
      handle('test'),
    );
    expect((await finished).tests).to.deep.equal([passing, failing]);
    expect((await finished).summary).to.equal(summary);
    await until(() => status(panel).startsWith('1 of 2 tests pass'), 'the status');
    const list = [...inside(panel).querySelectorAll<HTMLElement>('.test-row')];
    expect(list.map((row) => (row.textContent ?? '').replace(/\s+/g, ' ').trim())).to.deep.equal([
      'Passed: a 1.2 s',
      'Failed: b 3 ms',
    ]);
    list[1]?.click();
    await until(() => inside(panel).querySelector('.line.same'), 'the comparison');
    const lines = [...inside(panel).querySelectorAll('.line')].map((line) =>
      line.textContent?.replace(/\s+/g, ' ').trim(),
    );
    expect(lines).to.deep.equal(['1', '−Expected: 2', '+Got: 3']);
    expect(part(panel, 'test-details')?.textContent).to.contain('looked');
    expect(list[1]?.getAttribute('aria-expanded')).to.equal('true');
  });

  it('has a bar for a download, then each test as it arrives', async () => {
    const panel = await make();
    let next = (): void => undefined;
    const events = async function* () {
      yield { type: 'progress', phase: 'download', loaded: 1e6, total: 4e6 } as const;
      await new Promise<void>((resolve) => (next = resolve));
      yield passing;
      await new Promise<void>((resolve) => (next = resolve));
      yield* stream(failing, summary, exit);
    };
    const done = panel.follow(events(), handle('test'));
    const names = (): number => inside(panel).querySelectorAll('.name').length;
    const bar = await until(() => part(panel, 'progress') as HTMLProgressElement | null, 'the bar');
    expect([bar.value, names()]).to.deep.equal([0.25, 0]);
    next();
    await until(() => names() === 1, 'the first test alone');
    expect(part(panel, 'progress')).to.equal(null);
    next();
    await done;
    await until(() => names() === 2, 'the second test');
  });

  it('shows only what failed, and reruns it', async () => {
    const panel = await make();
    panel.testFiles = ['test.py'];
    await panel.follow(stream(passing, failing, summary, exit), handle('test'));
    await panel.updateComplete;
    const names = (): (string | undefined)[] =>
      [...inside(panel).querySelectorAll('.name')].map((name) => name.textContent ?? '');
    inside(panel).querySelector<HTMLElement>('.tests-head [aria-pressed]')?.click();
    await panel.updateComplete;
    expect(names()).to.deep.equal(['b']);
    const asked = once<RunRequestEvent>(panel, 'run-request');
    panel.runner = runnerOf(
      () => stream(exit),
      undefined,
      () => stream(passing, { ...failing, status: 'passed' }, { ...summary, passed: 2, failed: 0 }, exit),
    );
    part(panel, 'rerun-failed')?.click();
    expect((await asked).only).to.deep.equal(['b']);
    await until(() => status(panel).startsWith('All 2 tests pass'), 'the rerun');
    expect(names()).to.deep.equal(['b']);
    inside(panel).querySelector<HTMLElement>('.tests-head button')?.click();
    await panel.updateComplete;
    expect(names()).to.deep.equal(['a', 'b']);
    expect(part(panel, 'all-pass')?.textContent).to.contain('All 2 tests pass');
  });

  it('has tabs that arrow keys go along', async () => {
    const panel = await make();
    panel.testFiles = ['test.py'];
    await panel.updateComplete;
    const [first, second] = [...inside(panel).querySelectorAll<HTMLElement>('[role=tab]')];
    first?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await panel.updateComplete;
    expect(inside(panel).activeElement).to.equal(second);
    expect(second?.getAttribute('aria-selected')).to.equal('true');
    expect(inside(panel).querySelector<HTMLElement>('#panel-console')?.hidden).to.equal(true);
    await sendKeys({ press: 'Home' });
    await panel.updateComplete;
    expect(inside(panel).activeElement).to.equal(first);
  });

  it('says what went wrong before a program could begin, and tries again', async () => {
    const panel = await make();
    let tries = 0;
    panel.runner = runnerOf(() => {
      if (++tries === 1) throw new Error('python.js: 404 Not Found');
      return stream(out('well\n'), exit);
    });
    panel.run();
    await until(() => part(panel, 'problem'), 'the problem');
    expect(part(panel, 'problem')?.textContent)
      .to.contain('Python could not be started')
      .and.to.contain('404');
    part(panel, 'retry-button')?.click();
    await until(() => rows(panel) === 'well', 'the second try');
    expect(part(panel, 'problem')).to.equal(null);
  });

  it('says what a service that did not run the tests says, and not that the language failed', async () => {
    const panel = await make();
    const error = { name: 'BackendError', message: 'You are not signed in. Sign in, then try again.' };
    await panel.follow(stream({ ...exit, outcome: 'crash', error }), handle('test'));
    await panel.updateComplete;
    expect(part(panel, 'problem')?.textContent)
      .to.contain('The tests were not run')
      .and.to.contain(error.message)
      .and.not.to.contain('Python')
      .and.not.to.contain('Check the connection');
  });

  it('shows hundreds of tests', async () => {
    const panel = await make();
    const tests = Array.from({ length: 600 }, (_, at) => ({ ...passing, name: `test ${at}` }));
    await panel.follow(
      stream(...tests, { ...summary, total: 600, passed: 600, failed: 0 }, exit),
      handle('test'),
    );
    await until(() => inside(panel).querySelectorAll('.test').length === 600, 'all rows');
    expect(part(panel, 'badge')?.textContent).to.equal('600/600');
  });

  it('shows the newer of two runs alone', async () => {
    const panel = await make();
    let closed = false;
    const old = (async function* () {
      try {
        for (;;) {
          yield out('old\n');
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        closed = true;
      }
    })();
    const first = panel.follow(old, handle());
    await until(() => rows(panel).includes('old'), 'the first run');
    await panel.follow(stream(out('new\n'), exit), handle());
    await first;
    expect(closed).to.equal(true);
    await until(() => rows(panel) === 'new', 'only the second run');
  });
});
