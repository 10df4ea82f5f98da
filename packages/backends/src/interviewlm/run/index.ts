import type { ExecutionOffer } from '@interview-room/core';
import type { TestRequest } from '@interview-room/runtimes';
import type { Session } from '../session.js';
import { Rate } from './rate.js';
import { runTests } from './tests.js';

/** What the backend runs: the tests of its question, those too that nobody here knows. Programs run in the browser. */
export function createExecution(session: Session): ExecutionOffer {
  const rate = new Rate(session);
  return { preferred: true, test: (request) => runTests(session, rate, request as TestRequest) };
}
