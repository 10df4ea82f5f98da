export { createRunner } from './runner.js';
export type { Runner, RunnerOptions, RunRequest, TestRequest, CheckRequest } from './runner.js';
export type { Capabilities, Capability } from './capabilities.js';
export type { LanguageInfo } from './languages/language.js';
export type { Limits } from './limits.js';
export type {
  Diagnostic,
  ExitEvent,
  Outcome,
  OutputEvent,
  Phase,
  ProgressEvent,
  RunError,
  RunEvent,
  TestEvent,
  TestResultEvent,
  TestStatus,
  TestSummaryEvent,
} from './events.js';
export type { CallCase, ClassCase, ExpectedError, Json, StdioCase, TestCase } from './cases/case.js';
