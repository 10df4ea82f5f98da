import type { Suite } from '../kit/check.js';
import { bank } from './code-interview-agent/bank.js';
import { closeEar } from './code-interview-agent/ear.js';
import { enveloped } from './code-interview-agent/enveloped.js';
import { flat } from './code-interview-agent/flat.js';

/**
 * An AI interviewer behind a socket. Settings: `session` (an interview that is there; else one is made), `bank` (where its question
 * bank is).
 */
export const codeInterviewAgentSuite: Suite = {
  dialect: 'code-interview-agent',
  variants: ['v1', 'v2'],
  checks: [...enveloped, ...flat, ...bank],
  end: async (probe) => closeEar(probe),
};
