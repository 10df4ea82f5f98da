import { agentRuntimeVariants, startAgentRuntime } from './agent-runtime/index.js';
import { codeInterviewAgentVariants, startCodeInterviewAgent } from './code-interview-agent/index.js';
import { startInterviewLm } from './interviewlm/index.js';
import { judge0Variants, startJudge0 } from './judge0/index.js';
import { pistonVariants, startPiston } from './piston/index.js';
import { relayVariants, startRelay } from './relay/index.js';
import type { StartStandIn } from './stand-in.js';
import { hocuspocusVariants, startHocuspocus, startYWebsocket, yWebsocketVariants } from './yjs/index.js';

export {
  noFaults,
  type Faults,
  type Heard,
  type StandIn,
  type StandInOptions,
  type StartStandIn,
} from './stand-in.js';

/** A dialect's stand-in, and the variants that it speaks: the first is the default. */
export interface StandInRow {
  readonly variants: readonly string[];
  readonly start: StartStandIn;
}

/** The stand-ins, by dialect. Adding one is adding a row. */
export const standIns: Readonly<Record<string, StandInRow>> = {
  'agent-runtime': { variants: agentRuntimeVariants, start: startAgentRuntime },
  'code-interview-agent': { variants: codeInterviewAgentVariants, start: startCodeInterviewAgent },
  'hocuspocus': { variants: hocuspocusVariants, start: startHocuspocus },
  'interviewlm': { variants: ['current', 'legacy', 'proposed', 'streamed'], start: startInterviewLm },
  'judge0': { variants: judge0Variants, start: startJudge0 },
  'piston': { variants: pistonVariants, start: startPiston },
  'relay': { variants: relayVariants, start: startRelay },
  'y-websocket': { variants: yWebsocketVariants, start: startYWebsocket },
};
