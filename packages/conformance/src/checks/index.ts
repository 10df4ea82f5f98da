import type { Suite } from '../kit/check.js';
import { agentRuntimeSuite } from './agent-runtime.js';
import { codeInterviewAgentSuite } from './code-interview-agent.js';
import { interviewLmSuite } from './interviewlm.js';
import { judge0Suite } from './judge0.js';
import { nativeSuite } from './native.js';
import { pistonSuite } from './piston.js';
import { relaySuite } from './relay.js';
import { hocuspocusSuite, yWebsocketSuite } from './yjs.js';

/** What each dialect is checked by. Adding one is adding a row. */
export const suites: Readonly<Record<string, Suite>> = {
  'agent-runtime': agentRuntimeSuite,
  'code-interview-agent': codeInterviewAgentSuite,
  'hocuspocus': hocuspocusSuite,
  'interviewlm': interviewLmSuite,
  'judge0': judge0Suite,
  'native': nativeSuite,
  'piston': pistonSuite,
  'relay': relaySuite,
  'y-websocket': yWebsocketSuite,
};
