// Programs that try to get out of the process that grades, or to look right in it, or to take all it can get.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, describe, it } from 'node:test';
import { createNodeRunner, type Runner } from '../../src/node/index.js';
import { collect, type Collected } from '../../src/testing/collect.js';
import type { Attack } from './attack.js';
import { bombs } from './bombs.js';
import { startCanary, type Canary } from './canary.js';
import { javascriptCheats, pythonCheats, typescriptCheats, type Cheat } from './cheats.js';
import { javascriptEscapes } from './escapes-javascript.js';
import { nodeEscapes } from './escapes-node.js';
import { pythonEscapes, typescriptEscapes } from './escapes-other.js';
import { honest, judges } from './judges.js';

const secret = 'grader-secret-51c9';
const attacks = [...nodeEscapes, ...javascriptEscapes, ...typescriptEscapes, ...pythonEscapes];
const entry = { javascript: 'main.js', typescript: 'main.ts', python: 'main.py' };
const isGreen = ({ summary, exit }: Collected): boolean =>
  summary !== undefined && summary.total > 0 && summary.passed === summary.total && exit.outcome === 'ok';

describe('a hostile program under Node', () => {
  let runner: Runner;
  let canary: Canary;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    writeFileSync(join(folder, 'key'), secret);
    process.env['GRADER_SECRET'] = secret;
    canary = await startCanary();
    runner = createNodeRunner({ warm: ['javascript', 'python'] });
  });
  after(() => {
    runner.dispose();
    canary.close();
    delete process.env['GRADER_SECRET'];
    rmSync(folder, { recursive: true });
  });

  const run = (language: Attack['language'], code: string, wallMs = 5000): Promise<Collected> =>
    collect(runner.run({ language, files: { [entry[language]]: code }, stdin: lines(), limits: { wallMs } }));
  async function* lines(): AsyncGenerator<string> {
    yield 'one';
    yield 'two';
  }

  it('counts its attacks once each', () => {
    assert.ok(nodeEscapes.length >= 60, String(nodeEscapes.length));
  });

  describe('gets nowhere', { concurrency: 2 }, () => {
    for (const { language, name, code } of attacks) {
      it(`${language}: ${name}`, async () => {
        const { output, exit } = await run(
          language,
          code({ canary: canary.address, sdk: `http://${canary.address}` }),
        );
        assert.ok(!output.includes(secret), output);
        assert.doesNotMatch(output, /root:|FOREIGN|PORT by|MOUNTED|ROOM|GRADER|NODE_CHANNEL|runtimes\/build/);
        assert.notEqual(exit.exitCode, 77, 'a forged end');
        assert.notEqual(exit.outcome, 'crash', JSON.stringify(exit));
        assert.deepEqual(canary.heard, []);
      });
    }
  });

  describe('does not look right', { concurrency: 2 }, () => {
    for (const { language, name, code } of [...javascriptCheats, ...typescriptCheats, ...pythonCheats]) {
      for (const [kit, judge] of Object.entries(judges[language]).slice(0, 2))
        it(`${language}, ${kit}: ${name}`, async () => {
          const result = await collect(runner.test({ ...judge(code), limits: { wallMs: 4000 } }));
          assert.ok(!isGreen(result), JSON.stringify(result.events));
        });
    }
    for (const [language, kits] of Object.entries(judges))
      for (const [kit, judge] of Object.entries(kits))
        it(`${language}, ${kit}: a right one does`, async () => {
          const code = honest[language as Cheat['language']];
          const right = await collect(runner.test(judge(code.replace('N', '42'))));
          assert.ok(isGreen(right), JSON.stringify(right.events));
          assert.ok(!isGreen(await collect(runner.test(judge(code.replace('N', '41'))))));
        });
  });

  describe('takes all it can get, and is ended', () => {
    for (const { name, language, code, ends } of bombs)
      it(`${language}: ${name}`, async () => {
        const { exit } = await run(language, code, ends.includes('timeout') ? 1500 : 30_000);
        assert.ok(ends.includes(exit.outcome), JSON.stringify(exit));
        const next = await run(language, language === 'python' ? 'print("next")' : 'console.log("next")');
        assert.deepEqual([next.output.trim(), next.exit.outcome], ['next', 'ok']);
      });
  });
});
