import { json, serve } from '../serve.js';
import type { StandIn, StandInOptions } from '../stand-in.js';
import { bankRoutes } from './bank.js';
import { v1Routes } from './v1.js';
import { v2Routes } from './v2.js';

export { questions, type BankQuestion } from './questions.js';

/** The stand-in, and what is beside it. */
export interface CodeInterviewAgentStandIn extends StandIn {
  /** Its question bank on a port of its own, as in the real system: the next one, where a port was asked for. */
  readonly bank: StandIn;
  /** How many agents were started. */
  readonly agents: () => number;
}

export const codeInterviewAgentVariants = ['v1', 'v2'] as const;

/** Starts a `code-interview-agent` that is written from its contract. */
export async function startCodeInterviewAgent(
  options: StandInOptions = {},
): Promise<CodeInterviewAgentStandIn> {
  let agents = 0;
  const missing = () => json(404, { detail: 'Not Found' });
  const agent = await serve('code-interview-agent', codeInterviewAgentVariants, options, (house) => {
    const own = (house.variant === 'v2' ? v2Routes : v1Routes)(house, () => agents++);
    return { ...own, http: { ...own.http, ...bankRoutes() }, missing };
  });
  const next = options.port ? { ...options, port: options.port + 1 } : options;
  const bank = await serve('code-interview-agent', codeInterviewAgentVariants, next, () => ({
    http: bankRoutes(),
    missing,
  })).catch(async (error: unknown) => {
    await agent.close();
    throw error;
  });
  const close = async () => void (await Promise.all([agent.close(), bank.close()]));
  return { ...agent, bank, agents: () => agents, close };
}
