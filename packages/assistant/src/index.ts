export { levelNames, type Level } from './levels/index.js';
