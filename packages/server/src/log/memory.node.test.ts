import { engineContract } from '../../test/log-engine.contract.js';
import { MemoryLogEngine } from './memory.js';

engineContract({
  name: 'memory',
  lasts: false,
  shared: false,
  store: async () => ({ open: async () => new MemoryLogEngine(), dispose: async () => {} }),
});
