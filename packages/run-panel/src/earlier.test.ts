import { expect } from 'chai';
import { html } from 'lit';
import { fixture, until } from '../../../.config/testing/fixture.js';
import { exit, handle, inside, out, part, runnerOf, stream } from '../test/panel.js';
import './define.js';
import type { EarlierTests } from './run/tested.js';
import type { RunPanel } from './run-panel.js';

const tests = [
  { type: 'test', name: 'a', status: 'passed', durationMs: 1 },
  { type: 'test', name: 'b', status: 'failed', durationMs: 3, expected: '1', actual: '2' },
] as const;
const summary = { type: 'summary', total: 2, passed: 1, failed: 1, errored: 0, skipped: 0, durationMs: 4 } as const; // prettier-ignore
const before: EarlierTests = { at: Date.UTC(2024, 4, 17, 12), summary, tests };

async function panelWith(earlier: EarlierTests): Promise<RunPanel> {
  const panel = await fixture<RunPanel>(
    html`<run-panel language="python" lang="en" .testFiles=${['t.py']} .earlier=${earlier}></run-panel>`,
  );
  await panel.updateComplete;
  return panel;
}
const names = (panel: RunPanel) =>
  [...inside(panel).querySelectorAll('.name')].map((each) => each.textContent);
const said = (panel: RunPanel) => part(panel, 'earlier')?.textContent ?? '';

describe('tests of before', () => {
  it('are in front at first, with their day, and counted on the tab', async () => {
    const panel = await panelWith(before);
    expect(inside(panel).querySelector<HTMLElement>('#panel-tests')?.hidden).to.equal(false);
    expect(names(panel)).to.deep.equal(['a', 'b']);
    expect(said(panel)).to.match(/^Results of the last test, May 17, 2024.*\d:\d\d/);
    expect(part(panel, 'badge')?.textContent).to.contain('1/2');
  });

  it('say only the time if they are of today', async () => {
    const panel = await panelWith({ ...before, at: Date.now() });
    expect(said(panel)).to.match(/^Results of the last test, \d+:\d\d/);
  });

  it('stay while a program runs, and go when tests begin', async () => {
    const panel = await panelWith(before);
    await panel.follow(stream(out('x\n'), exit), handle('run'));
    await panel.updateComplete;
    expect(names(panel)).to.deep.equal(['a', 'b']);
    void panel.follow(stream(tests[0], 'hang'), handle('test'));
    await until(() => names(panel).length === 1, 'the new results');
    expect(said(panel)).to.equal('');
  });

  it('can be rerun where they failed', async () => {
    const panel = await panelWith(before);
    panel.runner = runnerOf(
      () => stream(exit),
      { value: 'interactive' },
      () => stream(tests[0], { ...tests[1], status: 'passed' }, { ...summary, passed: 2, failed: 0 }, exit),
    );
    part(panel, 'rerun-failed')?.click();
    await until(() => names(panel).join() === 'b' && said(panel) === '', 'the one that had failed');
  });

  it('are cleared', async () => {
    const panel = await panelWith(before);
    part(panel, 'clear-button')?.click();
    await until(() => part(panel, 'earlier') === null, 'them to go');
    expect(names(panel)).to.deep.equal([]);
    expect(part(panel, 'badge')).to.equal(null);
  });
});
