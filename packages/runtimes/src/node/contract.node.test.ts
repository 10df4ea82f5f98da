import { after, before, describe, it } from 'node:test';
import { contract } from '../testing/contract.js';
import { programs } from '../testing/programs.js';
import { createNodeRunner, type Runner } from './index.js';

// The suite is that of the browsers, and asks for their runner's globals.
Object.assign(globalThis, { describe, it });

describe('languages under Node', () => {
  let runner: Runner;
  before(() => (runner = createNodeRunner({ warm: ['python', 'javascript'] })));
  after(() => runner.dispose());
  for (const language of programs) contract(language, () => runner);
});
