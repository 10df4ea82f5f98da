// What the first run needs and an edit does not: the panel, and the runtimes' side of this page.
import '@interview-room/run-panel/define.js';

export { createRunner } from '@interview-room/runtimes';
export { withExecution } from '../far/with-execution.js';
