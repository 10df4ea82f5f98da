// Programs that try to get out of the sandbox: nothing reaches the listening canary, and the host page stays as it was.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startCanary, type Canary } from './canary.js';
import { javascriptEscapes } from './escapes-javascript.js';
import { pythonEscapes, typescriptEscapes } from './escapes-other.js';
import { openHost, secret, type Host } from './host.js';
import { runIn } from './run.js';

const attacks = [...javascriptEscapes, ...typescriptEscapes, ...pythonEscapes];
const entry = { javascript: 'main.js', typescript: 'main.ts', python: 'main.py' };

/** All of the host page that an attack might have touched. */
const look = () => ({
  address: location.href,
  cookies: document.cookie,
  storage: JSON.stringify([localStorage, sessionStorage]),
  text: document.getElementById('text')?.textContent,
  title: document.title,
  elements: document.querySelectorAll('*').length,
  polluted: 'polluted' in {},
  heard: JSON.stringify((globalThis as unknown as { heard: string[] }).heard),
});

const pages = [
  { name: 'attacks', isolated: false, plain: false },
  { name: 'attacks on a page that is cross-origin isolated', isolated: true, plain: false },
  { name: 'attacks in a sandbox from any static server', isolated: false, plain: true },
];

for (const { name: kind, isolated, plain } of pages)
  describe(kind, () => {
    let host: Host;
    let canary: Canary;

    before(async () => {
      canary = await startCanary();
      host = await openHost({ isolated, plain });
      assert.equal(await host.page.evaluate(() => crossOriginIsolated), isolated);
      for (const language of ['javascript', 'typescript', 'python'] as const) {
        const warm = await runIn(host.page, 'run', { language, files: { [entry[language]]: '' } });
        assert.equal(warm.exit?.outcome, 'ok', `${language} runs at all: ${JSON.stringify(warm)}`);
      }
    });
    after(async () => {
      await host?.close();
      canary?.close();
    });

    it('counts at least sixty', () => {
      assert.ok(attacks.length >= 60, String(attacks.length));
      assert.equal(new Set(attacks.map(({ language, name }) => `${language} ${name}`)).size, attacks.length);
    });

    it('is heard by the canary from outside the sandbox, so that silence means something', async () => {
      const tab = await host.page.context().newPage();
      await tab.evaluate(
        (address) => fetch(`http://${address}/control`, { mode: 'no-cors' }).catch(() => {}),
        canary.address,
      );
      await tab.close();
      assert.ok(canary.heard.length > 0);
      canary.heard.length = 0;
    });

    for (const { language, name, code } of attacks) {
      it(`${language}: ${name}`, async () => {
        const before = await host.page.evaluate(look);
        const files = { [entry[language]]: code({ canary: canary.address, sdk: host.sdk }) };
        const result = await runIn(host.page, 'run', { language, files, limits: { wallMs: 5000 } });
        assert.equal(result.exits, 1, 'ends with one exit');
        assert.ok(!result.output.includes(secret), result.output);
        assert.deepEqual(await host.page.evaluate(look), before);
        assert.deepEqual(canary.heard, []);
        assert.deepEqual(
          host.asked.filter((path) => path.includes('secret=')),
          [],
        );
      });
    }

    it('leaves every language running as before', async () => {
      const prints = {
        javascript: 'console.log(6 * 7)',
        typescript: 'const n: number = 42; console.log(n)',
        python: 'print(6 * 7)',
      };
      for (const language of ['javascript', 'typescript', 'python'] as const) {
        const { output, exit } = await runIn(host.page, 'run', {
          language,
          files: { [entry[language]]: prints[language] },
        });
        assert.deepEqual([output.trim(), exit?.outcome], ['42', 'ok'], language);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(canary.heard, []);
    });
  });
