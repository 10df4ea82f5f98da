import { hashQuestion, JoinRefusedError, type Backend } from '@interview-room/core';
import type { Question } from '@interview-room/core/question';
import { bridgeBackend, type Bridge, type BridgeOptions, type Far, type Link } from '../bridge/index.js';
import { namedQuestion } from '../bridge/named-question.js';
import { agentRuntimeTasks, type TaskClient } from '../tasks/index.js';
import { WireError } from '../wire/index.js';
import { workspaceQuestion } from './question.js';

/** How often the backend is asked whether it is there, in milliseconds: nothing else would tell. */
const BEAT_MS = 15_000;

/** An agent runtime as a room: long tasks beside an editor. It keeps no log, and hears of nothing but its tasks. */
export function agentRuntimeBackend(options: BridgeOptions): Backend {
  return bridgeBackend(options, (bridge) => new AgentRuntimeRoom(bridge));
}

class AgentRuntimeRoom implements Far {
  readonly transport = 'socket';
  readonly offers: { readonly tasks: TaskClient; readonly talk: false };
  private readonly tasks: TaskClient;

  constructor(private readonly bridge: Bridge) {
    const { WebSocket, fetch } = bridge.options;
    this.tasks = agentRuntimeTasks({
      url: bridge.base,
      token: () => bridge.token(),
      ...(WebSocket && { WebSocket }),
      ...(fetch && { fetch }),
    });
    this.offers = { talk: false, tasks: this.tasks };
  }

  async connect(signal: AbortSignal): Promise<Link> {
    await this.tasks.health(signal).catch((error: unknown) => {
      throw refusal(error);
    });
    await this.open(signal);
    const stop = new AbortController();
    const over = this.beat(AbortSignal.any([signal, stop.signal]));
    return { over, close: () => stop.abort() };
  }

  /** The question is that of the setting `question`, or an empty place to work in. */
  private async open(signal: AbortSignal): Promise<void> {
    const { bridge } = this;
    const { question: known, stage } = bridge.state;
    const address = bridge.settings.get('question');
    const named = address ? await namedQuestion(bridge, address, signal) : undefined;
    const content = named ?? (known ? undefined : workspaceQuestion);
    if (content) await this.ask(content, known?.hash);
    if (stage.now === 'waiting') await bridge.enter('room', 'stage.changed', { stage: 'started' });
  }

  private async ask(content: Question, known: string | undefined): Promise<void> {
    const hash = hashQuestion(content);
    if (hash === known) return;
    await this.bridge.enter('room', 'room.opened', { question: { id: content.id, hash }, content });
  }

  /** Resolves when it is told to stop, and rejects when the backend is not there any more. */
  private async beat(signal: AbortSignal): Promise<void> {
    for (;;) {
      await rest(this.bridge, signal);
      if (signal.aborted) return;
      await this.tasks.health(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }
}

function rest({ clock }: Bridge, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(BEAT_MS, resolve);
    signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
  });
}

/** What waiting does not help with is told as a refusal. */
function refusal(error: unknown): unknown {
  if (!(error instanceof WireError)) return error;
  if (error.code === 'unauthorized') return new JoinRefusedError('token-invalid', error.message, false);
  if (error.code === 'forbidden') return new JoinRefusedError('not-allowed', error.message, false);
  return error;
}
