export {
  capabilitiesOf,
  capabilityNames,
  jsonOf,
  junitOf,
  Mismatch,
  runSuite,
  Skip,
  tableOf,
  type Capability,
  type Check,
  type Probe,
  type Report,
  type Result,
  type RunOptions,
  type Suite,
  type Target,
} from './kit/index.js';
export { suites } from './checks/index.js';
