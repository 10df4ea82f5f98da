// The drop-in build's one module: it registers every element and exports what a page may want to call. What is large
// comes when it is first used: a page of idle rooms pays for none of it.
import type * as Runners from '@interview-room/backends/runners';
import '../define.js';
import { defineOnSight } from './on-sight.js';

export { InterviewRoom } from '../interview-room.js';
export { RoomProgressEvent, RoomSolvedEvent } from '../practice/room-events.js';
export { RoomErrorEvent } from '../problems/room-error-event.js';
export { localBackend, Room } from './lazy-core.js';
export { createRunner } from './lazy-runner.js';
export { parseQuestion } from '@interview-room/core/question';

/** What runs programs elsewhere, for `remoteRunner`: the exports of `@interview-room/backends/runners`. */
export const runners = (): Promise<typeof Runners> => import('@interview-room/backends/runners');

defineOnSight('code-editor', () => import('@interview-room/code-editor/define.js'));
defineOnSight('ai-chat', () => import('../view/coloured-chat.js'));
defineOnSight('run-panel', () => import('@interview-room/run-panel/define.js'));
defineOnSight('task-panel', () => import('@interview-room/task-panel/define.js'));
