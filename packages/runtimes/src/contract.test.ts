import { createRunner, type Runner } from './runner.js';
import { contract } from './testing/contract.js';
import { programs } from './testing/programs.js';

describe('languages', () => {
  let runner: Runner;
  before(() => (runner = createRunner({ assetBase: '/packages/runtimes/dist/assets/' })));
  after(() => runner.dispose());
  for (const language of programs) contract(language, () => runner);
});
