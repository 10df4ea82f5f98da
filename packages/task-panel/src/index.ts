export { TaskPanel } from './task-panel.js';
