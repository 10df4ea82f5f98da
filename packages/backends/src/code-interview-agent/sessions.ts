import { JoinRefusedError, newId } from '@interview-room/core';
import type { Bridge } from '../bridge/index.js';
import { callJson, objectOf, textOf, WireError, type Caller, type Json } from '../wire/index.js';
import { saidIn } from './frames.js';
import type { Keeper } from './kept.js';

/** What the backend says of an interview beside its socket. */
export interface Details {
  /** There is no such interview, it says. The socket may still be there. */
  readonly missing?: boolean;
  /** An agent was started in it, as far as can be seen. */
  readonly running?: boolean;
  readonly title?: string;
  readonly difficulty?: string;
}

const ROOT = '/api/v1/interview/';

/** The interviews at the backend: one is made where none was named, and remembered. */
export class Sessions {
  private told = '';

  constructor(
    private readonly bridge: Bridge,
    private readonly caller: Caller,
    private readonly keeper: Keeper,
  ) {}

  /** Whether the interview was made here, and not by whoever sent the link. */
  get own(): boolean {
    return this.bridge.request.session.trim() === '';
  }

  /** Finds the interview, or makes it. @throws {JoinRefusedError} */
  async open(signal: AbortSignal): Promise<Details> {
    const session = this.own ? this.keeper.now.session : this.bridge.request.session.trim();
    if (session) {
      this.keeper.set({ session });
      return this.details(session, signal);
    }
    this.keeper.set({ session: await this.create(signal), agent: 'none' });
    await this.keeper.settled();
    return {};
  }

  /** The socket did not open either: what that means to the person. */
  refused(): Error {
    if (!this.own)
      return new JoinRefusedError('room-unknown', 'There is no interview with this id. Check the link, or ask whoever sent it.', false); // prettier-ignore
    this.keeper.set({ session: '', agent: 'none' });
    return new Error('The backend does not know this interview any more. Another one is made for you.');
  }

  /** Says how far the interview is. It is a courtesy: nothing depends on it. */
  async say(status: string): Promise<void> {
    if (this.told === status) return;
    this.told = status;
    const path = `${ROOT}${encodeURIComponent(this.keeper.now.session)}/status`;
    await callJson(this.caller, path, { method: 'PUT', body: { status }, keepalive: true }).catch(
      (error: unknown) =>
        this.bridge.notice('event', 'status', `"${status}" was not taken: ${String(error)}`),
    );
  }

  private async create(signal: AbortSignal): Promise<string> {
    const body = { interview_type: 'technical', user_id: this.bridge.request.name || newId() };
    const reply = await callJson(this.caller, ROOT, { method: 'POST', body, signal }).catch(refuse);
    const made = objectOf(reply);
    const id = saidIn({ ...objectOf(made['session']), ...made }, 'session_id', 'id');
    if (!id) throw new Error('The backend made an interview, and did not say its id.');
    return id;
  }

  private async details(session: string, signal: AbortSignal): Promise<Details> {
    try {
      return detailsIn(
        objectOf(await callJson(this.caller, `${ROOT}${encodeURIComponent(session)}`, { signal })),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof WireError && error.code === 'not-found') return { missing: true };
      if (error instanceof WireError && !error.passes && !isDenied(error)) return {};
      return refuse(error);
    }
  }
}

function detailsIn(json: Json): Details {
  const question = objectOf(json['question']);
  const title = saidIn(json, 'question_title') || textOf(question['title']);
  const difficulty = saidIn(json, 'difficulty') || textOf(question['difficulty']);
  const running = title !== '' || /in.?progress|running/i.test(textOf(json['status']));
  return { running, title, difficulty };
}

const isDenied = ({ code }: WireError): boolean => code === 'unauthorized' || code === 'forbidden';

/** What cannot pass by itself waits for the person. */
function refuse(error: unknown): never {
  if (!(error instanceof WireError) || error.passes) throw error;
  const reasons = { 'unauthorized': 'token-invalid', 'forbidden': 'not-allowed', 'not-found': 'room-unknown', 'gone': 'room-ended' } as const; // prettier-ignore
  const reason = Object.entries(reasons).find(([code]) => code === error.code)?.[1] ?? 'malformed';
  throw new JoinRefusedError(reason, error.message, false);
}
