import { define } from '@interview-room/ui';
import { TaskPanel } from './task-panel.js';

define('task-panel', TaskPanel);

declare global {
  interface HTMLElementTagNameMap {
    'task-panel': TaskPanel;
  }
}
