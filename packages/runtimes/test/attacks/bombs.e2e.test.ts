// Programs that take all they can get: the host page answers throughout, the run ends with one exit, and the next run works.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bombs } from './bombs.js';
import { openHost, type Host } from './host.js';
import { runIn } from './run.js';

for (const plain of [false, true])
  describe(plain ? 'resource bombs in a sandbox from any static server' : 'resource bombs', () => {
    let host: Host;
    before(async () => {
      host = await openHost({ plain });
    });
    after(() => host?.close());

    for (const { name, language, code, ends } of bombs) {
      it(`${language}: ${name}`, async () => {
        const entry = language === 'python' ? 'main.py' : 'main.js';
        let running = true;
        const bomb = runIn(host.page, 'run', {
          language,
          files: { [entry]: code },
          limits: { wallMs: 2500 },
        }).finally(() => (running = false));
        let beats = 0;
        while (running) {
          assert.equal(await host.page.evaluate(() => document.title), 'host');
          beats++;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        const result = await bomb;
        assert.ok(beats > 0);
        assert.equal(result.exits, 1);
        assert.ok(ends.includes(result.exit?.outcome ?? 'ok'), JSON.stringify(result.exit));
        const next = await runIn(host.page, 'run', {
          language,
          files: { [entry]: language === 'python' ? 'print("next")' : 'console.log("next")' },
        });
        assert.deepEqual([next.output.trim(), next.exit?.outcome], ['next', 'ok']);
      });
    }
  });
