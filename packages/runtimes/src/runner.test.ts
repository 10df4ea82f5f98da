import { expect } from 'chai';
import { createRunner, type Runner } from './runner.js';
import { collect } from './testing/collect.js';

const assetBase = '/packages/runtimes/dist/assets/';

describe('runner', () => {
  let runner: Runner;
  before(() => (runner = createRunner({ assetBase })));
  after(() => runner.dispose());

  it('runs a program and streams what it prints', async () => {
    const { stdout, exit, events } = await collect(
      runner.run({
        language: 'javascript',
        files: { 'main.js': 'console.log("hello"); console.error("oh")' },
      }),
    );
    expect(exit, JSON.stringify(exit)).to.include({ outcome: 'ok', exitCode: 0 });
    expect(stdout).to.equal('hello\n');
    expect(events.filter(({ type }) => type === 'exit').length).to.equal(1);
    expect(events.some(({ type }) => type === 'progress')).to.equal(true);
  });
});
