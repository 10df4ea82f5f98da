import { describeKeep } from '../../test/keep.contract.js';
import { IndexedDbKeep } from './keep-indexeddb.js';
import { MemoryKeep } from './keep-memory.js';

describeKeep('memory', async () => new MemoryKeep());
describeKeep('IndexedDB', (room) => IndexedDbKeep.open(room));
