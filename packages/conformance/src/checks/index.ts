import type { Suite } from '../kit/check.js';
import { agentRuntimeSuite } from './agent-runtime.js';
import { codeInterviewAgentSuite } from './code-interview-agent.js';
import { interviewLmSuite } from './interviewlm.js';
import { nativeSuite } from './native.js';
import { relaySuite } from './relay.js';

/** What each dialect is checked by. Adding one is adding a row. */
export const suites: Readonly<Record<string, Suite>> = {
  'agent-runtime': agentRuntimeSuite,
  'code-interview-agent': codeInterviewAgentSuite,
  'interviewlm': interviewLmSuite,
  'native': nativeSuite,
  'relay': relaySuite,
};
