/** What runs tests and judges cases wherever programs run: no engine and no runtime comes with it. */
export { limitsOf, type Limits } from './limits.js';
export { mustBeProgram, mustBeTests, mustHaveInput } from './request.js';
export { runJob, type JobEvent, type JobOptions, type Submit } from './run.js';
export { runTests, type TestPlan } from './test-run.js';
export { Tally } from './tally.js';
export type { JobHandle, JobListener } from './sandbox/engine.js';
export type { JobEnd, JobLimits, JobRequest } from './sandbox/protocol.js';
export type { CaseCall, CaseResult, CaseValue, Job, TestJob } from './worker/driver.js';
