export { levelNames, type Level } from './level.js';
