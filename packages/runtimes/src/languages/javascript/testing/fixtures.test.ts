import { expect } from 'chai';
import { outcomes } from '../../../../test/javascript/engine.js';

describe('what a test asks for', () => {
  it('fixtures of Vitest: made in order when they are named, taken down in reverse', async () => {
    expect(
      await outcomes(
        {
          'db.test.ts': `import { test as base, expect, describe, beforeEach } from 'vitest';
const log: string[] = [];
interface Given { url: string; user: string; db: string[]; every: void }
const test = base.extend<Given>({
  url: 'x://y',
  user: async ({}, use) => { log.push('user'); await use('ada'); log.push('no user') },
  async db({ user: name, url }, use) { log.push('db'); await use([name, url]); log.push('no db') },
  every: [async ({ task }, use) => { log.push(task.name); await use() }, { auto: true }],
});
test('first', ({ db, expect: own }) => { own(db).toEqual(['ada', 'x://y']); expect(log).toEqual(['user', 'db', 'first']) });
test('second', ({ url }) => { expect(url).toBe('x://y'); expect(log.slice(3)).toEqual(['no db', 'no user', 'second']) });
const more = test.extend<{ user: string; twice: string }>({ user: async ({ user }, use) => use(user + '!'), twice: async ({ user }, use) => use(user + user) });
more('over what was', ({ twice }) => { expect(twice).toBe('ada!ada!') });
more.for([[1, 2]])('row %i', ([a, b], { url }) => { expect([a, b, url]).toEqual([1, 2, 'x://y']) });
more.each([[1, 2]])('plain row %i', (...row) => { expect(row).toEqual([1, 2]) });
describe('hooks', () => { beforeEach<Given>(({ db }) => { db.push('hook') }); test('share', ({ db }) => { expect(db).toHaveLength(3) }) });
const shared = base.extend<{ n: number[] }>({ n: [async ({}, use) => { log.push('once'); await use([]) }, { scope: 'file' }] });
shared('one', ({ n }) => { n.push(1) });
shared('two', ({ n }) => { expect(n).toEqual([1]); expect(log.filter((one) => one === 'once')).toHaveLength(1) });
base.extend({ bad: async ({}, use) => {} })('never used', ({ bad }) => {});
base.extend({ slow: async ({}, use) => { await new Promise(() => {}) } })('stuck', { timeout: 30 }, ({ slow }) => {});
base.extend({ late: async ({}, use) => { await use(1); throw new Error('left') } })('leaves', ({ late }) => {});`,
        },
        /ended without calling use|longer than 30 ms|left/,
      ),
    ).to.deep.equal([
      'passed first',
      'passed second',
      'passed over what was',
      'passed row 1',
      'passed plain row 1',
      'passed hooks > share',
      'passed one',
      'passed two',
      'failed never used ended without calling use',
      'failed stuck longer than 30 ms',
      'error leaves left',
    ]);
  });

  it('retry, repeats and the rest of the options, by any kit and for a suite', async () => {
    expect(
      await outcomes(
        {
          'a.test.js': `import { test, describe, expect } from 'vitest';
let n = 0, m = 0, s = 0, r = 0;
test('third time', { retry: 2 }, () => { expect(++n).toBe(3) });
test('options last', () => { expect(++m).toBe(2) }, { retry: { count: 1 } });
test('too few', { retry: 1 }, () => { throw new Error('never') });
describe('suite', { retry: 1 }, () => { test('has it', () => { expect(++s).toBe(2) }) });
test('again', { repeats: 2 }, () => { r++ });
test('three times', () => { expect(r).toBe(3) });
test('fails the second time', { repeats: 2 }, () => { expect(r++).toBe(3) });
test('must fail', { fails: true }, () => { expect(1).toBe(2) });
test('left out', { skip: true }, () => { throw new Error('ran') });
test('to come', { todo: true });`,
          'b.test.js': `jest.retryTimes(2); let n = 0;
test('jest', () => { expect(++n).toBe(3) });`,
          'c.test.js': `let n = 0; test('of its file alone', () => { n++; expect(n).toBe(2) });`,
          'd.test.js': `describe('mocha', function () { this.retries(1); this.timeout(40); let n = 0;
  before(function () { this.kept = 7 });
  it('this', function () { this.timeout(500); if (n++ === 0) throw new Error('once'); if (this.kept !== 7) throw new Error('lost'); return new Promise((done) => setTimeout(done, 80)) });
  context('within', () => { specify('sees it', function () { if (this.kept !== 7) throw new Error('lost') }); it('slow', () => new Promise(() => {})); it('later', function () { this.skip() }) });
});`,
        },
        /longer than 40 ms/,
      ),
    ).to.deep.equal([
      'passed third time',
      'passed options last',
      'failed too few',
      'passed suite > has it',
      'passed again',
      'passed three times',
      'failed fails the second time',
      'passed must fail',
      'skipped left out',
      'skipped to come',
      'passed jest',
      'failed of its file alone',
      'passed mocha > this',
      'passed mocha > within > sees it',
      'failed mocha > within > slow longer than 40 ms',
      'skipped mocha > within > later',
    ]);
  });

  it('what hooks give back is called when all is over, and an error fails what waits for done', async () => {
    expect(
      await outcomes(
        {
          'a.test.js': `import { test, expect, beforeAll, beforeEach } from 'vitest';
const log = []; beforeAll(() => () => { throw new Error('all over') }); beforeEach(() => { log.push('in'); return () => { log.push('out') } });
test('a', () => { expect(log).toEqual(['in']) }); test('b', () => { expect(log).toEqual(['in', 'out', 'in']) });`,
          'b.test.js': `test('late', (done) => { setTimeout(() => { throw new Error('in a timer') }, 1) });`,
        },
        /all over|in a timer/,
      ),
    ).to.deep.equal(['passed a', 'passed b', 'error afterAll all over', 'failed late in a timer']);
  });
});
