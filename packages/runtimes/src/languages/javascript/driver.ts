import type { Driver, DriverHost } from '../../worker/driver.js';
import { runProgram } from './program/run.js';
import { runTests } from './testing/run-tests.js';

/** JavaScript and TypeScript, run by the browser's own engine in the worker. */
export async function createDriver(host: DriverHost): Promise<Driver> {
  host.progress('ready');
  let used = false;
  return {
    run(job, io) {
      used = true;
      return runProgram(job, io);
    },
    test(job, io, report) {
      used = true;
      return runTests(job, io, report);
    },
    /** A program may have changed the very language: each gets a new worker. */
    get reusable() {
      return !used;
    },
  };
}
