import type { Backend } from '@interview-room/core';
import { bridgeBackend, type BridgeOptions } from '../bridge/index.js';
import { Interview } from './interview.js';

/**
 * An AI interviewer behind a socket (`v1`: an interview has an id; `v2`: one socket, no id). Settings in the address:
 * `mode=friendly|challenging`, `bank=` the address of its question bank, `piston=` that of the service its programs run at.
 */
export const codeInterviewAgentBackend = (options: BridgeOptions): Backend =>
  bridgeBackend(options, (bridge) => new Interview(bridge));
