// The drop-in build's one module: it registers every element and exports what a page may want to call.
import '../define.js';
import { defineOnSight } from './on-sight.js';

export * from '../index.js';
export { localBackend, Room } from './lazy-core.js';
export { parseQuestion } from '@interview-room/core/question';
export { RunPanel } from '@interview-room/run-panel';
export { createRunner } from '@interview-room/runtimes';

defineOnSight('code-editor', () => import('@interview-room/code-editor/define.js'));
