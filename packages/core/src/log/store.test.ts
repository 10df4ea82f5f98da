import { describeLogStore } from '../../test/log-store.contract.js';
import { IndexedDbLogStore } from './indexeddb.js';
import { MemoryLogStore } from './memory.js';

describeLogStore('memory', async () => new MemoryLogStore());
describeLogStore('IndexedDB', (log) => IndexedDbLogStore.open(log));
