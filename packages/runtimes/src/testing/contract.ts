import { expect } from 'chai';
import type { RunRequest, Runner } from '../runner.js';
import { collect, type Collected } from './collect.js';

/** The same programs in every language: what a driver has to be able to do. */
export interface ContractPrograms {
  language: string;
  entry: string;
  /** Prints `hello` and `wörld 😀`, a line each. */
  hello: string;
  /** Prints `out` to stdout, `err` to stderr, `out2` to stdout, a line each. */
  streams: string;
  /** Prints its arguments joined by `|`. */
  args: string;
  /** Prints the double of 21, which a helper in another file of a folder makes. */
  several: Record<string, string>;
  /** Ends itself with exit code 7 after printing `bye`. */
  exits: string;
  /** Prints `before`, then throws on its third line, and nobody catches. */
  throws: { code: string; name: string; message: string };
  /** Is not a program. The fault is on line 2. */
  broken: string;
  /** Prints `looping` and then never ends nor rests. */
  loops: string;
  /** The same, catching whatever is thrown at it. */
  stubborn: string;
  /** Prints `waiting` and waits for something that never comes, without a loop. */
  waits: string;
  /** Prints without end. */
  floods: string;
  /** Prints 100 lines of 100 letters. */
  prints: string;
  /** Prints each line of its input in upper case. */
  upper: string;
  /** Leaves something behind that the next run must not see, if it is not looked for. */
  pollutes: string;
  /** Prints `clean` if nothing of `pollutes` is left. */
  looks: string;
}

interface Means {
  programs: ContractPrograms;
  run(code: string, more?: Partial<RunRequest>): Promise<Collected>;
  /** Stops the program as soon as it has printed the text. */
  stopOn(code: string, text: string): Promise<Collected>;
}

/** Declares the suite. `runner` is asked for when the tests run. */
export function contract(programs: ContractPrograms, runner: () => Runner): void {
  const means = meansOf(programs, runner);
  describe(`contract: ${programs.language}`, () => {
    printing(means);
    ending(means);
    limits(means);
    input(means);
  });
}

function meansOf(programs: ContractPrograms, runner: () => Runner): Means {
  const { language, entry } = programs;
  const run = (code: string, more: Partial<RunRequest> = {}): Promise<Collected> =>
    collect(runner().run({ language, files: { [entry]: code }, entry, ...more }));
  const stopOn = async (code: string, text: string): Promise<Collected> => {
    const stop = new AbortController();
    let seen = '';
    const stream = runner().run({ language, files: { [entry]: code }, entry, signal: stop.signal });
    return collect(stream, (event) => {
      if ('text' in event) seen += event.text;
      if (seen.includes(text)) stop.abort();
    });
  };
  return { programs, run, stopOn };
}

function printing({ programs, run }: Means): void {
  it('says hello, in any letters', async () => {
    const { stdout, stderr, exit } = await run(programs.hello);
    expect(exit, JSON.stringify(exit)).to.include({ type: 'exit', outcome: 'ok', exitCode: 0 });
    expect([stdout, stderr]).to.deep.equal(['hello\nwörld 😀\n', '']);
    expect(exit.durationMs).to.be.a('number');
  });

  it('tells the two streams apart, and keeps their order', async () => {
    const { stdout, stderr, output } = await run(programs.streams);
    expect([stdout, stderr, output]).to.deep.equal(['out\nout2\n', 'err\n', 'out\nerr\nout2\n']);
  });

  it('has its arguments', async () => {
    expect((await run(programs.args, { args: ['one', 'two words', 'ü'] })).stdout).to.equal(
      'one|two words|ü\n',
    );
  });

  it('is made of several files', async () => {
    const { stdout, exit } = await run('', { files: programs.several });
    expect(stdout, JSON.stringify(exit)).to.equal('42\n');
  });
}

function ending({ programs, run }: Means): void {
  const { entry } = programs;
  it('ends with its own exit code', async () => {
    const { stdout, exit } = await run(programs.exits);
    expect(exit, JSON.stringify(exit)).to.include({ outcome: 'error', exitCode: 7 });
    expect(exit.error).to.equal(undefined);
    expect(stdout).to.equal('bye\n');
  });

  it('tells an uncaught error with its path and line', async () => {
    const { code, name, message } = programs.throws;
    const { stdout, stderr, exit } = await run(code);
    expect(exit).to.include({ outcome: 'error', exitCode: 1 });
    expect(exit.error, JSON.stringify(exit)).to.include({ name, message, path: entry, line: 3 });
    expect(stdout).to.equal('before\n');
    expect(stderr).to.include(name).and.to.include(message).and.to.include(entry);
    expect(stderr).not.to.match(/blob:|sdk:|pyodide|<room>/);
  });

  it('says in a sentence that there is no such file', async () => {
    const { output, exit } = await run(programs.hello, { entry: 'absent.file' });
    expect(exit).to.include({ outcome: 'error', exitCode: 1 });
    expect(exit.error?.message).to.equal('There is no file absent.file to run.');
    expect(output).to.include('There is no file absent.file to run.');
  });

  it('tells where a program cannot be read', async () => {
    const { exit } = await run(programs.broken);
    expect(exit.outcome).to.equal('error');
    expect(exit.error, JSON.stringify(exit)).to.include({ name: 'SyntaxError', path: entry, line: 2 });
  });
}

function limits({ programs, run, stopOn }: Means): void {
  for (const name of ['loops', 'stubborn', 'waits'] as const) {
    it(`is stopped: ${name}`, async () => {
      const text = name === 'waits' ? 'waiting\n' : 'looping\n';
      const { output, exit } = await stopOn(programs[name], text);
      expect(exit).to.include({ outcome: 'stopped', exitCode: 130 });
      expect(output).to.equal(text);
    });

    it(`runs into its time limit: ${name}`, async () => {
      const { output, exit } = await run(programs[name], { limits: { wallMs: 1500 } });
      expect(exit, JSON.stringify(exit)).to.include({ outcome: 'timeout', exitCode: 124 });
      expect(output).to.equal(name === 'waits' ? 'waiting\n' : 'looping\n');
    });
  }

  it('is ended when it floods', async () => {
    const { stdout, stderr, exit } = await run(programs.floods);
    expect(stderr).to.equal('');
    expect(exit.outcome).to.equal('output-limit');
    expect(stdout.endsWith('\n… output was cut at 1 MB\n')).to.equal(true);
    expect(new TextEncoder().encode(stdout).length).to.be.within(1e6, 1e6 + 100);
  });

  it('is cut, and lives, when it prints a little too much', async () => {
    const { stdout, exit } = await run(programs.prints, { limits: { outputBytes: 5000 } });
    expect(exit).to.include({ outcome: 'ok', exitCode: 0 });
    expect(stdout.length).to.equal(5000 + '\n… output was cut at 5 kB\n'.length);
  });
}

function input({ programs, run }: Means): void {
  it('reads its input', async () => {
    const { stdout, exit } = await run(programs.upper, { stdin: 'one\nzwö 😀\nlast' });
    expect(stdout, JSON.stringify(exit)).to.equal('ONE\nZWÖ 😀\nLAST\n');
  });

  it('reads no input where there is none', async () => {
    expect((await run(programs.upper)).exit.outcome).to.equal('ok');
  });

  it('sees nothing of the run before', async () => {
    expect((await run(programs.pollutes)).exit.outcome).to.equal('ok');
    expect((await run(programs.looks)).stdout).to.equal('clean\n');
  });

  it('runs on after all of this', async () => {
    expect((await run(programs.hello)).stdout).to.equal('hello\nwörld 😀\n');
  });
}
