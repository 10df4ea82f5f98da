import { expect } from 'chai';
import { createRunner, type Runner } from './runner.js';
import { contract } from './testing/contract.js';
import { programs } from './testing/programs.js';

const assetBase = '/packages/runtimes/dist/assets/';
/** Firefox has no Document-Isolation-Policy. */
const isolates = navigator.userAgent.includes('Chrome');
/** What the server sends with the sandbox decides whether a program can be asked to stop, or only be ended. */
const frames = [
  { name: 'a sandbox that is isolated where it can be', sandbox: 'sandbox.html', isolated: true },
  { name: 'a sandbox from any static server', sandbox: 'sandbox.html?plain', isolated: false },
];

for (const { name, sandbox, isolated } of isolates ? frames : frames.slice(1))
  describe(`languages in ${name}`, () => {
    let runner: Runner;
    before(() => (runner = createRunner({ assetBase, sandboxUrl: assetBase + sandbox })));
    after(() => runner.dispose());

    it('is found out, with what follows from it', async () => {
      const found = await runner.capabilities();
      expect([found.isolated.value, found.sharedMemory.value]).to.deep.equal([isolated, isolated]);
      if (!isolated) expect(found.isolated.reason).to.contain('Document-Isolation-Policy');
      const waits = isolated || 'Suspending' in WebAssembly;
      expect(found.stdin.value).to.equal(waits ? 'interactive' : 'batch');
    });

    for (const language of programs) contract(language, () => runner);
  });
