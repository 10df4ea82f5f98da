export { isAnswered, modelMessages, pendingCalls } from './model-turns.js';
