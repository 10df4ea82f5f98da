import { expect } from 'chai';
import { outcomes } from '../../../../test/javascript/engine.js';

describe('modules that tests replace', () => {
  it('mocks them by itself, functions and classes, and gives the real one back', async () => {
    expect(
      await outcomes({
        'users.js': `const api = require('./api'); const Mailer = require('./mailer');
exports.greet = async (id) => 'Hi ' + (await api.load(id)).name; exports.notify = (to) => new Mailer('smtp').send(to);`,
        'api.js': `exports.load = async () => { throw new Error('real') }; exports.limits = { max: 3, list: [1], deep: { f: () => 1 } };`,
        'mailer.js': `module.exports = class Mailer { constructor(host) { this.host = host } send() { throw new Error('real') } };`,
        'users.test.js': `const { greet, notify } = require('./users'); const api = require('./api'); const Mailer = require('./mailer');
jest.mock('./api'); jest.mock('./mailer');
beforeEach(() => { Mailer.mockClear(); jest.mocked(api.load).mockReset() });
test('a function', async () => { api.load.mockResolvedValue({ name: 'Ada' }); expect(await greet(1)).toBe('Hi Ada'); expect(api.load).toHaveBeenCalledWith(1) });
test('all of it', () => { expect(api.load()).toBeUndefined(); expect(jest.isMockFunction(api.limits.deep.f)).toBe(true); expect(api.limits).toMatchObject({ max: 3, list: [] }) });
test('a class', () => { notify('bob'); expect(Mailer).toHaveBeenCalledWith('smtp'); expect(Mailer.mock.instances[0].send).toHaveBeenCalledWith('bob'); expect(new Mailer()).toBeInstanceOf(Mailer) });
test('the real one', () => { expect(jest.requireActual('./api').limits.list).toEqual([1]); expect(jest.requireMock('./api')).toBe(api); expect(jest.createMockFromModule('./api').load()).toBeUndefined() });`,
        'store.ts': `export const load = async (id: string): Promise<number> => { throw new Error(id) }; export const put = (n: number) => n; export default (n: number) => n;`,
        'log.ts': `export default (text: string) => { throw new Error(text) };`,
        'use.ts': `import { load, put } from './store'; import log from './log'; export const use = async () => { log('asked'); return (await load('x')) + put(1) };`,
        'use.test.ts': `import { expect, it, vi, type Mock } from 'vitest'; import { use } from './use'; import same, { load, put } from './store'; import log from './log';
vi.mock('./store', { spy: true }); vi.mock(import('./log'), () => ({ default: vi.fn() }));
const mocked = vi.mocked(load);
it('spies', async () => { mocked.mockResolvedValueOnce(4); expect(await use()).toBe(5); expect(log).toHaveBeenCalledWith('asked'); expect(put).toHaveBeenCalledWith(1); expect(same(2)).toBe(2); await expect(use()).rejects.toThrow('x') });`,
      }),
    ).to.deep.equal([
      'passed a function',
      'passed all of it',
      'passed a class',
      'passed the real one',
      'passed spies',
    ]);
  });

  it('by what is written in __mocks__, packages that are not there, and modules of Node', async () => {
    expect(
      await outcomes(
        {
          'src/api.js': `export const load = () => 'real'; export default 1;`,
          'src/__mocks__/api.js': `export const load = jest.fn(() => 'by hand'); export default typeof expect;`,
          'src/use.js': `import what, { load } from './api'; import axios from 'axios'; import { readFileSync } from 'fs';
export const use = async () => [load(), what, (await axios.get('/x')).data, readFileSync('/etc/x')];`,
          'src/use.test.js': `import axios from 'axios'; import fs from 'node:fs'; import { use } from './use'; import { load } from './api';
jest.mock('./api'); jest.mock('axios', () => ({ get: jest.fn() }), { virtual: true }); jest.mock('node:fs', () => ({ ...jest.requireActual('node:fs'), readFileSync: jest.fn(() => 'read') }));
test('all', async () => { axios.get.mockResolvedValue({ data: 2 }); expect(await use()).toEqual(['by hand', 'undefined', 2, 'read']); expect(load).toHaveBeenCalled(); expect(fs.readFileSync).toHaveBeenCalledWith('/etc/x') });`,
          'not.test.js': `jest.mock('got'); test('x', () => { require('got') });`,
        },
        /Cannot find package 'got'/,
      ),
    ).to.deep.equal(['passed all', "failed x Cannot find package 'got'"]);
  });

  it('reads the snapshots that lie beside a test file', async () => {
    const snap =
      '// Jest Snapshot v1\n\nexports[`view named: hint 1`] = `"y"`;\n\nexports[`view error 1`] = `"bad \\`"`;\n\nexports[`view changed 1`] = `1`;\n\nexports[`view named 1`] = `\n{\n  "at": Any<Date>,\n  "n": 1,\n}\n`;\n';
    expect(
      await outcomes(
        {
          '__snapshots__/view.test.js.snap': snap,
          'view.test.js': `describe('view', () => {
  it('named', () => { expect({ n: 1, at: new Date() }).toMatchSnapshot({ at: expect.any(Date) }); expect('y').toMatchSnapshot('hint') });
  it('error', () => { expect(() => { throw new Error('bad \`') }).toThrowErrorMatchingSnapshot() });
  it('changed', () => { expect(2).toMatchSnapshot() });
  it('missing', () => { expect(2).toMatchSnapshot() });
  it('shape', () => { expect({ at: 1 }).toMatchInlineSnapshot({ at: expect.any(Date) }, '{ "at": Any<Date> }') });
});`,
          'v.test.js': `import { test, expect } from 'vitest'; test('v', () => { expect([1]).toMatchSnapshot() });`,
          '__snapshots__/v.test.js.snap': 'exports[`v 1`] = `\n[\n  1,\n]\n`;\n',
        },
        /does not match its snapshot|no stored snapshot "view missing 1" in __snapshots__\/view.test.js.snap|to match object/,
      ),
    ).to.deep.equal([
      'passed view > named',
      'passed view > error',
      'failed view > changed does not match its snapshot',
      'failed view > missing no stored snapshot "view missing 1" in __snapshots__/view.test.js.snap',
      'failed view > shape to match object',
      'passed v',
    ]);
  });
});
