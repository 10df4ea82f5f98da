import type { BackendNotice } from '@interview-room/core';
import type { Bridge } from '../bridge/index.js';
import { ends, life } from './events.js';
import type { Keeper } from './kept.js';

/** After a break: so long an agent that was asked to begin may be silent before it is asked again, and one that is here before that is said. */
const GRACE = 10_000;
const SILENCE = 120_000;

/** The interviewer's coming and going, and that there is never a second one. */
export class Agent {
  private callOff = () => {};
  /** It was here before a break, and has not been heard since. */
  private silent = false;

  constructor(
    private readonly bridge: Bridge,
    private readonly keeper: Keeper,
    private readonly send: { isOpen(): boolean; start(): void; end(): void },
  ) {}

  /** Asks it to begin, if nobody did. `running`: someone else did, it seems; then it is waited for. */
  async begin(running = false): Promise<void> {
    if (this.keeper.now.agent !== 'none') return;
    await this.remember({ agent: 'asked', ending: false });
    if (running) this.awaitSign();
    else this.send.start();
  }

  /** The step that brings it back. */
  get anew(): NonNullable<BackendNotice['action']> {
    return { label: 'Call the interviewer again', run: () => void this.restart() };
  }

  private async restart(): Promise<void> {
    const { agent } = this.keeper.now;
    // Without a connection nothing is asked: once there is one, this step is offered again.
    if (agent === 'over' || !this.send.isOpen()) return;
    if (agent !== 'gone' && !this.silent)
      return this.bridge.notice('info', 'agent_here', 'The interviewer is here already.');
    this.silent = false;
    await this.remember({ agent: 'asked' });
    this.send.start();
  }

  /** The interview is over, says the person. */
  async finish(): Promise<void> {
    await this.remember({ ending: true });
    this.send.end();
  }

  /** The connection is back: whatever was asked and not heard may have been lost with it. */
  resume(running: boolean): void {
    const { agent, ending } = this.keeper.now;
    if (ending) this.send.end();
    else if (agent === 'asked' && !running) this.awaitSign();
    else if (agent === 'asked' || agent === 'here') this.watch();
    else if (agent === 'gone') this.miss('The interviewer has gone.');
  }

  /** The backend said something. */
  heard(name: string): void {
    const { agent, ending } = this.keeper.now;
    const revives = agent !== 'over' && (agent !== 'gone' || name !== 'inactivity_nudge');
    if (life.has(name) && revives) {
      this.callOff();
      this.silent = false;
      if (agent !== 'here') this.keeper.set({ agent: 'here' });
    }
    if (ends.has(name) && ending) this.keeper.set({ ending: false });
  }

  /** It went, by a fault (`gone`), or because all is said (`over`). */
  left(how: 'gone' | 'over'): void {
    this.callOff();
    this.silent = false;
    this.keeper.set({ agent: how, ending: false });
  }

  hangUp(): void {
    this.callOff();
  }

  private awaitSign(): void {
    this.callOff();
    this.callOff = this.bridge.clock.after(GRACE, () => this.send.start());
  }

  private watch(): void {
    this.callOff();
    this.keeper.set({ agent: 'here' });
    this.callOff = this.bridge.clock.after(SILENCE, () => {
      if (this.keeper.now.agent !== 'here' || this.bridge.state.stage.now !== 'started') return;
      this.silent = true;
      this.miss('The connection is back, and the interviewer has said nothing since.');
    });
  }

  private miss(what: string): void {
    if (this.bridge.state.stage.now === 'ended') return;
    this.bridge.notice('warning', 'agent_gone', `${what} Your code is kept, and you can go on.`, this.anew);
  }

  private async remember(change: Parameters<Keeper['set']>[0]): Promise<void> {
    this.keeper.set(change);
    // Before it is said: a page that closes right after must not say it again.
    await this.keeper.settled();
  }
}
