import type { Driver, DriverHost } from '../../worker/driver.js';
import { runProgram } from './program/run.js';

/** JavaScript and TypeScript, run by the browser's own engine in the worker. */
export async function createDriver(host: DriverHost): Promise<Driver> {
  host.progress('ready');
  let used = false;
  return {
    run(job, io) {
      used = true;
      return runProgram(job, io);
    },
    test() {
      used = true;
      throw new Error('not yet');
    },
    /** A program may have changed the very language: each gets a new worker. */
    get reusable() {
      return !used;
    },
  };
}
