export { Mismatch, Skip, type Check, type Probe, type Suite, type Target } from './check.js';
export {
  capabilitiesOf,
  capabilityNames,
  runSuite,
  type Capability,
  type Report,
  type Result,
  type RunOptions,
} from './run.js';
export { tableOf } from './report/table.js';
export { jsonOf } from './report/json.js';
export { junitOf } from './report/junit.js';
export { markdownOf } from './report/markdown.js';
