import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import {
  err,
  exit,
  handle,
  inside,
  out,
  part,
  rows,
  runnerOf,
  status,
  stream,
  terminal,
  untilStopped,
} from '../../test/panel.js';
import '../define.js';
import type { RunFinishedEvent } from '../events.js';
import type { RunPanel } from '../run-panel.js';

const make = (): Promise<RunPanel> => fixture<RunPanel>(html`<run-panel language="python"></run-panel>`);
const textarea = (panel: RunPanel): HTMLTextAreaElement | null =>
  inside(panel).querySelector('.xterm-helper-textarea');

describe('the console', () => {
  it('marks stderr, and keeps its order with stdout', async () => {
    const panel = await make();
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    await panel.follow(stream(out('one\n'), err('two\nthree\n'), out('four\n'), exit), handle());
    expect((await finished).output).to.equal('one\ntwo\nthree\nfour\n');
    await until(() => rows(panel) === 'one\n▎two\n▎three\nfour', 'the output');
    const color = (row: number): number | undefined =>
      terminal(panel)?.buffer.active.getLine(row)?.getCell(1)?.getFgColor();
    expect([color(0), color(1), color(2), color(3)]).to.deep.equal([-1, 1, 1, -1]);
  });

  it('loads the terminal only when there is something to show', async () => {
    const panel = await make();
    expect(inside(panel).querySelector('.xterm')).to.equal(null);
    await panel.follow(stream(exit), handle());
    await panel.updateComplete;
    expect(inside(panel).querySelector('.xterm')).to.equal(null);
    expect(part(panel, 'empty')?.textContent).to.contain('Nothing was printed');
  });

  it('takes ten megabytes in, and stays within its bounds', async () => {
    const panel = await make();
    const line = `${'x'.repeat(99)}\n`;
    async function* flood(): AsyncGenerator<ReturnType<typeof out> | typeof exit> {
      for (let at = 0; at < 160; at++) yield out(line.repeat(655));
      yield out('the end\n');
      yield exit;
    }
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    await panel.follow(flood(), handle());
    const { output } = await finished;
    expect(output.length).to.be.within(1_900_000, 2_000_000);
    expect(output.endsWith('the end\n')).to.equal(true);
    await until(() => rows(panel).endsWith('the end'), 'the last line', 30_000);
    expect(terminal(panel)?.buffer.active.length).to.be.at.most(10_100);
    expect(inside(panel).querySelectorAll('.log > *').length).to.be.at.most(20);
  });

  it('takes a hundred thousand small pieces', async () => {
    const panel = await make();
    async function* drops(): AsyncGenerator<ReturnType<typeof out> | typeof exit> {
      for (let at = 0; at < 100_000; at++) yield out(`${at}\n`);
      yield exit;
    }
    await panel.follow(drops(), handle());
    await until(() => rows(panel).endsWith('99999'), 'the last line', 30_000);
  });

  it('lets a program wait for input, edits the line, and shows that it waits', async () => {
    const panel = await make();
    panel.runner = runnerOf(async function* ({ stdin }) {
      yield out('Name? ');
      const lines = (stdin as AsyncIterable<string>)[Symbol.asyncIterator]();
      const name = await lines.next();
      yield out(`Hello, ${name.value}`);
      const more = await lines.next();
      yield out(more.done ? 'no more\n' : 'more\n');
      yield exit;
    });
    panel.run();
    await until(() => status(panel) === 'Waiting for input' && rows(panel).startsWith('Name?'), 'the wait');
    expect(document.activeElement, 'the focus is not taken').not.to.equal(panel);
    textarea(panel)?.focus();
    await sendKeys({ type: 'Adda' });
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'Backspace' });
    await until(() => rows(panel) === 'Name? Ada', 'the edited line');
    await sendKeys({ press: 'Enter' });
    await until(() => rows(panel) === 'Name? Ada\nHello, Ada', 'the answer');
    await until(() => status(panel) === 'Waiting for input', 'the second wait');
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'd' });
    await sendKeys({ up: 'Control' });
    await until(() => rows(panel).endsWith('no more'), 'the end of input');
    await until(() => textarea(panel)?.readOnly, 'nothing is typed any more');
  });

  it('lets whoever pressed Run go on typing what the program asks for', async () => {
    const panel = await make();
    panel.runner = runnerOf(async function* ({ stdin }) {
      for await (const line of stdin as AsyncIterable<string>) {
        yield out(`Hello, ${line}`);
        break;
      }
      yield exit;
    });
    const finished = once<RunFinishedEvent>(panel, 'run-finished');
    part(panel, 'run-button')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => inside(panel).activeElement === textarea(panel), 'the focus');
    await sendKeys({ type: 'Ada' });
    await sendKeys({ press: 'Enter' });
    expect((await finished).output).to.contain('Hello, Ada');
  });

  it('gives lines to the handle of a run that is shown', async () => {
    const panel = await make();
    const lines: (string | null)[] = [];
    void panel.follow(stream(out('? '), 'hang'), { ...handle(), input: (line) => lines.push(line) });
    await until(() => rows(panel) === '?', 'the question');
    textarea(panel)?.focus();
    await sendKeys({ type: 'yes' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ type: 'no' });
    await sendKeys({ press: 'Enter' });
    await until(() => lines.length === 2, 'the lines');
    expect(lines).to.deep.equal(['yes', 'no']);
  });

  it('has a box for input where programs cannot wait, and says why', async () => {
    const panel = await make();
    const given: unknown[] = [];
    const reason = 'This browser has no JSPI.';
    panel.runner = runnerOf(
      ({ stdin }) => {
        given.push(stdin);
        return stream(out('x\n'), exit);
      },
      { value: 'batch', reason },
    );
    const done = once(panel, 'run-finished');
    panel.run();
    await done;
    const box = (await until(() => part(panel, 'input-box'), 'the box')) as HTMLDetailsElement;
    box.open = true;
    expect(box.textContent).to.contain(reason);
    const field = part(panel, 'input') as HTMLTextAreaElement;
    field.value = '3\n4\n';
    field.dispatchEvent(new InputEvent('input'));
    const again = once(panel, 'run-finished');
    panel.run();
    await again;
    expect(given[1]).to.equal('3\n4\n');
  });

  it('stops by Control-C in the console, and leaves Tab alone', async () => {
    const panel = await make();
    panel.runner = runnerOf(({ signal }) => untilStopped(signal, out('going\n')));
    panel.run();
    await until(() => rows(panel) === 'going', 'the run');
    textarea(panel)?.focus();
    await sendKeys({ press: 'Tab' });
    expect(inside(panel).activeElement).not.to.equal(textarea(panel));
    textarea(panel)?.focus();
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'c' });
    await sendKeys({ up: 'Control' });
    await until(() => status(panel).startsWith('Stopped'), 'the stop');
  });

  it('goes on when it is moved, with its output', async () => {
    const panel = await make();
    const other = await fixture<HTMLElement>(html`<section></section>`);
    let more: (() => void) | undefined;
    async function* slow(): AsyncGenerator<ReturnType<typeof out> | typeof exit> {
      yield out('before\n');
      await new Promise<void>((resolve) => (more = resolve));
      yield out('after\n');
      yield exit;
    }
    panel.runner = runnerOf(({ signal }) => {
      signal?.addEventListener('abort', () => expect.fail('it was stopped'));
      return slow();
    });
    panel.run();
    await until(() => rows(panel) === 'before', 'the first line');
    other.append(panel);
    await new Promise((resolve) => setTimeout(resolve, 50));
    more?.();
    await until(() => rows(panel) === 'before\nafter', 'both lines');
    await until(() => status(panel).startsWith('Finished'), 'the end');
  });

  it('stops its own run when it is taken out, and shows the old output when it comes back', async () => {
    const panel = await make();
    const home = panel.parentElement;
    let stopped = false;
    panel.runner = runnerOf(({ signal }) => {
      signal?.addEventListener('abort', () => (stopped = true));
      return untilStopped(signal, out('kept\n'));
    });
    panel.run();
    await until(() => rows(panel) === 'kept', 'the output');
    panel.remove();
    await until(() => stopped, 'the stop');
    expect(inside(panel).querySelector('.xterm')).to.equal(null);
    home?.append(panel);
    await until(() => rows(panel) === 'kept', 'the output again');
  });

  it('empties, also while output is on its way', async () => {
    const panel = await make();
    await panel.follow(stream(out('line\n'.repeat(50_000)), exit), handle());
    panel.clear();
    await until(() => rows(panel) === '' && part(panel, 'empty'), 'the empty console');
    await panel.follow(stream(out('fresh\n'), exit), handle());
    await until(() => rows(panel) === 'fresh', 'the next output');
  });

  it('copies the whole output as plain text', async () => {
    const panel = await make();
    let copied = '';
    const original = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => Promise.resolve(void (copied = text));
    try {
      await panel.follow(stream(out('\x1b[32mgreen\x1b[0m\n'), err('oh\n'), exit), handle());
      await panel.updateComplete;
      part(panel, 'copy-button')?.click();
      await until(() => part(panel, 'copy-button')?.getAttribute('aria-label') === 'Copied', 'the copy');
      expect(copied).to.equal('green\noh\n');
    } finally {
      navigator.clipboard.writeText = original;
    }
  });

  it('says the last lines in a live region, and the status in another', async () => {
    const panel = await make();
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
    await panel.follow(stream(out(lines), err('bad\n'), exit), handle());
    const log = inside(panel).querySelector('[role=log]');
    await until(() => log?.childElementCount, 'the lines');
    const said = [...(log?.children ?? [])].map((child) => child.textContent);
    expect(said).to.deep.equal([
      '26 more lines',
      'line 26',
      'line 27',
      'line 28',
      'line 29',
      'Error output: bad',
    ]);
    await until(
      () => inside(panel).querySelector('[role=status]')?.textContent === 'Finished in 0.4 s',
      'the status',
    );
  });

  it('is not moved by what a program says to the terminal', async () => {
    const panel = await make();
    const title = document.title;
    const attack =
      '\x1b]0;evil\x07\x1b]52;c;ZXZpbA==\x07\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07\x1b[?1049h\x1b[?1000h\x1b[999999999b\x1b[c\x1b[6n';
    const lines: (string | null)[] = [];
    const shown = panel.follow(stream(out(`${attack}still here\n`), exit), {
      ...handle(),
      input: (line) => lines.push(line),
    });
    await shown;
    await until(() => rows(panel) === 'linkstill here', 'the text alone');
    expect(document.title).to.equal(title);
    expect(lines).to.deep.equal([]);
    expect(terminal(panel)?.modes.mouseTrackingMode).to.equal('none');
    expect(terminal(panel)?.buffer.active.type).to.equal('normal');
  });

  it('follows its theme', async () => {
    const panel = await make();
    panel.theme = 'light';
    await panel.follow(stream(out('x\n'), exit), handle());
    const view = await until(() => terminal(panel), 'the terminal');
    const light = view.options.theme?.background;
    panel.theme = 'dark';
    await until(() => view.options.theme?.background !== light, 'the dark ground');
  });
});
