/// <reference types="node" />
/** The runtimes of the browser under Node, for grading: each request in a process of its own. */
export { createNodeRunner } from './node-runner.js';
export type { NodeRunnerOptions } from './node-runner.js';
export type { CheckRequest, Runner, RunRequest, TestRequest } from '../any-runner.js';
export type { Limits } from '../limits.js';
export type { Outcome, RunEvent, TestEvent, TestResultEvent, TestSummaryEvent } from '../events.js';
export type { TestCase } from '../cases/case.js';
