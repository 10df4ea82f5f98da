import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../.config/testing/axe.js';
import { fixture, until } from '../../../.config/testing/fixture.js';
import { err, exit, handle, inside, out, part, runnerOf, status, stream, terminal } from '../test/panel.js';
import './define.js';
import type { RunPanel } from './run-panel.js';

type Step = (panel: RunPanel) => unknown;
const progress = (phase: 'download' | 'boot' | 'load' | 'ready', loaded?: number, total?: number) => ({
  type: 'progress' as const,
  phase,
  ...(loaded !== undefined && { loaded }),
  ...(total !== undefined && { total }),
});
const test = (name: string, status: 'passed' | 'failed' | 'error' | 'skipped', more = {}) => ({
  type: 'test' as const,
  name,
  status,
  durationMs: 12,
  ...more,
});
const results = [
  test('adds', 'passed'),
  test('subtracts', 'failed', {
    message: 'Not equal\n  at line 3',
    expected: '1\n2',
    actual: '1\n3',
    output: 'printed\n',
  }),
  test('divides', 'error', { message: 'ZeroDivisionError' }),
  test('later', 'skipped', { message: 'not yet' }),
];
const summary = {
  type: 'summary',
  total: 4,
  passed: 1,
  failed: 1,
  errored: 1,
  skipped: 1,
  durationMs: 1300,
} as const;
const ends =
  (more: object, ...before: Parameters<typeof stream>): Step =>
  (panel) =>
    panel.follow(stream(...before, { ...exit, ...more }), handle());
const tests =
  (...list: Parameters<typeof stream>): Step =>
  (panel) =>
    panel.follow(stream(...list), handle('test'));
const live =
  (...list: Parameters<typeof stream>): Step =>
  (panel) =>
    void panel.follow(stream(...list, 'hang'), handle());

/** Each state: what it is called, how one gets there, and what the status line then says. */
const states: [name: string, reach: Step, says: string][] = [
  ['idle', () => undefined, 'Press Run or Ctrl+Enter'],
  ['disabled', (panel) => (panel.disabled = true), 'Press Run or Ctrl+Enter'],
  ['downloading', live(progress('download', 3.2e6, 6.1e6)), 'Downloading Python, 3.2 of 6.1 MB'],
  ['downloading who knows how much', live(progress('download', 3.2e6)), 'Downloading Python, 3.2 MB'],
  ['starting', live(progress('boot')), 'Starting Python'],
  ['getting ready', live(progress('load')), 'Getting the files ready'],
  ['running', live(out('so far\n')), 'Running…'],
  ['finished', ends({}, out('hello\n'), err('careful\n')), 'Finished in 0.4 s'],
  ['finished without output', ends({}), 'Finished in 0.4 s'],
  ['finished very soon', ends({ durationMs: 12 }), 'Finished in 0.01 s'],
  [
    'failed',
    ends({ outcome: 'error', exitCode: 1 }, err('Traceback\n')),
    'Ended with exit code 1 after 0.4 s',
  ],
  ['stopped', ends({ outcome: 'stopped', durationMs: 2000 }, out('x')), 'Stopped after 2.0 s'],
  [
    'timed out',
    ends({ outcome: 'timeout', durationMs: 10_012 }, out('x')),
    'Took longer than 10 s and was stopped',
  ],
  [
    'timed out by a limit of its own',
    (panel) => {
      panel.limits = { wallMs: 1200 };
      return ends({ outcome: 'timeout', durationMs: 1230 }, out('x'))(panel);
    },
    'Took longer than 1.2 s and was stopped',
  ],
  [
    'timed out by a service that allows less',
    (panel) => {
      panel.limits = { wallMs: 10_000 };
      return ends({ outcome: 'timeout', durationMs: 3020 }, out('x'))(panel);
    },
    'Took longer than 3 s and was stopped',
  ],
  ['cut', ends({ outcome: 'output-limit' }, out('x')), 'Output was cut at 1 MB'],
  ['out of memory', ends({ outcome: 'memory' }, out('x')), 'Ran out of memory after 0.4 s'],
  [
    'crashed',
    ends({ outcome: 'crash' }, out('x')),
    'The program brought its runtime down. The next run starts afresh.',
  ],
  [
    'could not start',
    ends({ outcome: 'crash', error: { name: 'AssetError', message: 'python.js: 404' } }),
    'Python could not be started',
  ],
  [
    'not run by a service',
    ends(
      { outcome: 'crash', error: { name: 'WireError', message: 'Piston is not there.' } },
      progress('ready'),
    ),
    'The program was not run',
  ],
  [
    'not tested by a backend',
    tests(progress('load'), {
      ...exit,
      outcome: 'crash',
      error: { name: 'BackendError', message: 'Sign in.' },
    }),
    'The tests were not run',
  ],
  [
    'not tested by a service, which each test says',
    tests(
      test('adds', 'error', { message: 'Piston is not there.' }),
      { ...summary, total: 1, passed: 0, failed: 0, skipped: 0 },
      { ...exit, outcome: 'crash', error: { name: 'WireError', message: 'Piston is not there.' } },
    ),
    'The tests were not run',
  ],
  [
    'broken off by a service',
    ends(
      { outcome: 'crash', error: { name: 'WireError', message: 'The connection was lost.' } },
      out('so far\n'),
    ),
    'The connection was lost.',
  ],
  ['an outcome that is not known', ends({ outcome: 'melted' }, out('x')), 'Finished in 0.4 s'],
  ['tests to come', (panel) => (panel.testFiles = ['t.py']), 'Press Run or Ctrl+Enter'],
  ['tests coming in', tests(...results.slice(0, 2), 'hang'), 'Testing…'],
  [
    'tests failed',
    tests(...results, summary, { ...exit, outcome: 'error', exitCode: 1 }),
    '1 of 3 tests pass in 1.3 s, 1 skipped',
  ],
  [
    'all tests pass',
    tests(test('a', 'passed'), { ...summary, total: 1, failed: 0, errored: 0, skipped: 0 }, exit),
    'The test passes in 1.3 s',
  ],
  [
    'tests of before',
    (panel) => {
      panel.testFiles = ['t.py'];
      panel.earlier = { at: Date.now(), summary, tests: results };
    },
    'Press Run or Ctrl+Enter',
  ],
  ['no tests, and asked for them', (panel) => panel.test(), 'There are no tests here'],
  [
    'no test told anything',
    tests(err('SyntaxError\n'), { ...exit, outcome: 'error', exitCode: 1 }),
    'Ended with exit code 1 after 0.4 s',
  ],
  [
    'waiting for input',
    (panel) => {
      panel.runner = runnerOf(async function* ({ stdin }) {
        for await (const line of stdin as AsyncIterable<string>) yield out(line);
      });
      panel.run();
    },
    'Waiting for input',
  ],
  [
    'with a box for input',
    async (panel) => {
      panel.runner = runnerOf(() => stream(out('x\n'), exit), { value: 'batch', reason: 'No JSPI here.' });
      panel.run();
      const box = await until(() => part(panel, 'input-box'), 'the box');
      box.setAttribute('open', '');
    },
    'Finished in 0.4 s',
  ],
];

async function reach(panel: RunPanel, step: Step, says: string): Promise<void> {
  const done = step(panel);
  // A run that hangs never resolves: what the status says is the sign of arrival.
  void Promise.resolve(done);
  await until(
    () => status(panel) === says || status(panel).startsWith(`${says.replace('…', '')}…`),
    `"${says}", not "${status(panel)}"`,
  );
  for (const row of inside(panel).querySelectorAll<HTMLElement>('.test-row')) row.click();
  if (!panel['console'].transcript.empty) await until(() => terminal(panel), 'the terminal');
  await panel.updateComplete;
  // A colour on its way is neither the one nor the other.
  for (const change of inside(panel).getAnimations()) if (change instanceof CSSTransition) change.finish();
}

describe('states of <run-panel>', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [name, step, says] of states) {
      it(`${name}, ${theme}: says so, and axe finds nothing`, async () => {
        const panel = await fixture<RunPanel>(
          html`<run-panel language="python" theme=${theme} lang="en"></run-panel>`,
        );
        await reach(panel, step, says);
        expect(await violations(panel)).to.deep.equal([]);
      });
    }
  }

  for (const [lang, words, dir] of [
    ['es', 'Pulsa Ejecutar o Ctrl+Enter', 'ltr'],
    ['de', 'Drücken Sie „Ausführen“ oder Ctrl+Enter', 'ltr'],
    ['ar', 'اضغط «تشغيل» أو Ctrl+Enter', 'rtl'],
  ] as const) {
    it(`speaks ${lang}`, async () => {
      const box = await fixture(
        html`<div lang=${lang} dir=${dir}><run-panel .testFiles=${['t.py']}></run-panel></div>`,
      );
      const panel = box.querySelector('run-panel') as RunPanel;
      await until(() => status(panel) === words, words);
      expect(getComputedStyle(part(panel, 'toolbar') as Element).direction).to.equal(dir);
      expect(await violations(panel)).to.deep.equal([]);
    });
  }

  it('fits into 320 px', async () => {
    const panel = await fixture<RunPanel>(
      html`<run-panel style="inline-size: 320px" .testFiles=${['t.py']}></run-panel>`,
    );
    await tests(...results, summary, exit)(panel);
    await panel.updateComplete;
    for (const name of ['toolbar', 'status', 'tests']) {
      const box = part(panel, name) as HTMLElement;
      expect(box.scrollWidth, name).to.be.at.most(box.clientWidth);
    }
    for (const button of inside(panel).querySelectorAll('.bar button')) {
      const { left, right } = button.getBoundingClientRect();
      const { left: from, right: to } = panel.getBoundingClientRect();
      expect(left >= from && right <= to, button.textContent ?? '').to.equal(true);
    }
  });
});

describe('a list of tests in a panel that reads from right to left', () => {
  it('begins names in Latin letters beside their signs too', async () => {
    const box = await fixture<HTMLElement>(html`<div dir="rtl" lang="ar"><run-panel></run-panel></div>`);
    const panel = box.querySelector('run-panel') ?? expect.fail('no panel');
    await until(() => status(panel).includes('اضغط'), 'the words');
    await panel.follow(stream(...results, summary, exit), handle('test'));
    const name = await until(() => inside(panel).querySelector('.name'), 'a test');
    expect(getComputedStyle(name).textAlign).to.equal('right');
  });
});
