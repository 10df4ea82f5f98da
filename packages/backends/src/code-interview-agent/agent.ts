import type { Bridge } from '../bridge/index.js';
import { ends, life } from './events.js';
import type { Keeper } from './kept.js';

/** After a break: so long an agent that was asked to begin may be silent before it is asked again, and one that is here before that is said. */
const GRACE = 10_000;
const SILENCE = 60_000;

/** The interviewer's coming and going, and that there is never a second one. */
export class Agent {
  private callOff = () => {};

  constructor(
    private readonly bridge: Bridge,
    private readonly keeper: Keeper,
    private readonly send: { start(): void; end(): void },
  ) {}

  /** Asks it to begin, if nobody did. `running`: someone else did, it seems; then it is waited for. */
  async begin(running = false): Promise<void> {
    if (this.keeper.now.agent !== 'none') return;
    await this.remember({ agent: 'asked', ending: false });
    if (running) this.awaitSign();
    else this.send.start();
  }

  /** The person wants it back. */
  async restart(): Promise<void> {
    const { agent } = this.keeper.now;
    if (agent === 'over') return;
    if (agent !== 'gone') return this.bridge.notice('info', 'restart', 'The interviewer is there already.');
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
    else if (agent === 'asked') this.keeper.set({ agent: 'here' });
    else if (agent === 'here') this.watch();
  }

  /** The backend said something. */
  heard(name: string): void {
    const { agent, ending } = this.keeper.now;
    if (life.has(name) && agent !== 'over') {
      this.callOff();
      if (agent !== 'here') this.keeper.set({ agent: 'here' });
    }
    if (ends.has(name) && ending) this.keeper.set({ ending: false });
  }

  /** It went, by a fault (`gone`), or because all is said (`over`). */
  left(how: 'gone' | 'over'): void {
    this.callOff();
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
    this.callOff = this.bridge.clock.after(SILENCE, () => {
      if (this.keeper.now.agent !== 'here' || this.bridge.state.stage.now !== 'started') return;
      this.keeper.set({ agent: 'gone' });
      this.bridge.notice('warning', 'silent', 'The connection is back, and the interviewer has said nothing since. Go on; what you write is kept. To have the interviewer begin anew, write /restart in the chat.'); // prettier-ignore
    });
  }

  private async remember(change: Parameters<Keeper['set']>[0]): Promise<void> {
    this.keeper.set(change);
    // Before it is said: a page that closes right after must not say it again.
    await this.keeper.settled();
  }
}
