import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { fixture, once, until } from '../../../.config/testing/fixture.js';
import { inside, part, rows, status } from '../test/panel.js';
import './define.js';
import type { RunFinishedEvent, TestsFinishedEvent } from './events.js';
import type { RunPanel } from './run-panel.js';

const make = (language: string, files: Record<string, string>): Promise<RunPanel> =>
  fixture<RunPanel>(
    html`<run-panel language=${language} .files=${files} asset-base="/packages/runtimes/dist/assets/"></run-panel>`,
  );

describe('<run-panel> with the real runtimes', () => {
  it('runs Python, with its errors', async () => {
    const panel = await make('python', {
      'main.py': 'from other import x\nprint(x)\n1/0\n',
      'other.py': 'x = "from another file"\n',
    });
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    panel.run();
    const { outcome, output } = await finished;
    expect(outcome, output).to.equal('error');
    expect(output)
      .to.match(/^from another file\n/)
      .and.to.contain('ZeroDivisionError');
    await until(() => /^Ended with exit code 1 after [\d.]+ s$/.test(status(panel)), 'the status');
    await until(() => rows(panel).includes('▎ZeroDivisionError'), 'the traceback');
  });

  it('runs Python tests', async () => {
    const test =
      'import unittest\nfrom main import f\nclass T(unittest.TestCase):\n  def test_a(self): self.assertEqual(f(), 1)\n  def test_b(self): self.assertEqual(f(), 2)\n';
    const panel = await make('python', { 'main.py': 'def f(): return 1\n', 'test_main.py': test });
    panel.testFiles = ['test_main.py'];
    const finished = once<TestsFinishedEvent>(panel, 'tests-finished');
    panel.test();
    const { summary } = await finished;
    expect([summary.total, summary.passed, summary.failed]).to.deep.equal([2, 1, 1]);
    await until(() => status(panel).startsWith('1 of 2 tests pass'), 'the status');
  });

  it('runs JavaScript, and stops a loop without an end', async () => {
    const panel = await make('javascript', { 'main.js': 'console.log("begun"); for (;;);\n' });
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    panel.run();
    await until(() => rows(panel) === 'begun', 'the beginning', 30_000);
    part(panel, 'stop-button')?.click();
    expect((await finished).outcome).to.equal('stopped');
    await until(() => status(panel).startsWith('Stopped after'), 'the status');
  });

  it('asks for input while Python runs, or takes it beforehand', async () => {
    const panel = await make('python', { 'main.py': 'print("Hello,", input("Name? "))\n' });
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    panel.run();
    const over = finished.then(() => true);
    await until(
      () => status(panel) === 'Waiting for input' || part(panel, 'input-box'),
      'the wait, or the box',
      30_000,
    );
    const box = part(panel, 'input') as HTMLTextAreaElement | null;
    if (box) {
      await over;
      box.value = 'Ada\n';
      box.dispatchEvent(new InputEvent('input'));
      const again = once<RunFinishedEvent>(panel, 'run-finished');
      panel.run();
      expect((await again).output).to.contain('Hello, Ada');
    } else {
      await until(() => inside(panel).querySelector('.xterm-helper-textarea'), 'the terminal');
      inside(panel).querySelector<HTMLElement>('.xterm-helper-textarea')?.focus();
      await sendKeys({ type: 'Ada' });
      await sendKeys({ press: 'Enter' });
      expect((await finished).output).to.contain('Hello, Ada');
    }
  });

  it('says what is missing when there are no runtimes', async () => {
    const panel = await fixture<RunPanel>(
      html`<run-panel language="python" .files=${{ 'main.py': '' }} asset-base="/nowhere/"></run-panel>`,
    );
    panel.run();
    await until(() => part(panel, 'problem'), 'the problem', 30_000);
    expect(part(panel, 'problem')?.textContent).to.contain('Python could not be started');
  });
});
