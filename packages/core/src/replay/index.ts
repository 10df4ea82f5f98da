// The reducers without the client: what a log amounts to, for those who keep logs and those who read old ones.
export { fold, initialState, STATE_VERSION, type LogState } from '../state/fold.js';
