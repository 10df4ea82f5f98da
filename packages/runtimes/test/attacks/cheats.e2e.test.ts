// Wrong solutions that try to look right: whatever they do, a person never sees all tests pass.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { javascriptCheats, pythonCheats, typescriptCheats, type Cheat } from './cheats.js';
import { openHost, type Host } from './host.js';
import { honest, judges } from './judges.js';
import { isGreen, runIn } from './run.js';

describe('cheats', () => {
  let host: Host;
  before(async () => {
    host = await openHost();
  });
  after(() => host?.close());

  for (const [language, kits] of Object.entries(judges)) {
    for (const [kit, judge] of Object.entries(kits)) {
      it(`${language}, ${kit}: a right solution is green and a wrong one is not`, async () => {
        const code = honest[language as Cheat['language']];
        const right = await runIn(host.page, 'test', judge(code.replace('N', '42')));
        assert.ok(isGreen(right), JSON.stringify(right));
        const bad = await runIn(host.page, 'test', judge(code.replace('N', '41')));
        assert.ok(!isGreen(bad));
        assert.ok((bad.summary?.failed ?? 0) > 0, JSON.stringify(bad));
      });
    }
  }

  for (const { language, name, code } of [...javascriptCheats, ...typescriptCheats, ...pythonCheats]) {
    for (const [kit, judge] of Object.entries(judges[language])) {
      it(`${language}, ${kit}: ${name}`, async () => {
        const result = await runIn(host.page, 'test', {
          ...judge(code),
          limits: { wallMs: 4000, outputBytes: 1e6, memoryMb: 512 },
        });
        assert.equal(result.exits, 1, 'ends with one exit');
        assert.ok(!isGreen(result), JSON.stringify(result));
      });
    }
  }

  it('judges the next solution as before', async () => {
    for (const [language, kits] of Object.entries(judges)) {
      for (const judge of Object.values(kits)) {
        const code = honest[language as Cheat['language']].replace('N', '42');
        assert.ok(isGreen(await runIn(host.page, 'test', judge(code))), language);
      }
    }
  });
});
