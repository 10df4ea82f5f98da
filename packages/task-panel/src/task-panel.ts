import { RoomElement } from '@interview-room/ui';

/**
 * Starts long tasks of an agent and shows them at work.
 *
 * @tag task-panel
 * @summary Long tasks of an agent.
 */
export class TaskPanel extends RoomElement {}
