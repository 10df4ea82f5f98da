export { RunPanel } from './run-panel.js';
export {
  RunFinishedEvent,
  RunRequestEvent,
  RunStartedEvent,
  StopRequestEvent,
  TestsFinishedEvent,
  TestsMissingEvent,
  type Mode,
  type RunResult,
} from './events.js';
export type { EarlierTests } from './run/tested.js';
export type { RunHandle } from './run/shown-run.js';
export type { Files } from './run/own-run.js';
