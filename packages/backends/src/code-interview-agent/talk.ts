import type { Bridge } from '../bridge/index.js';
import { Bucket } from './bucket.js';
import { saidIn, shownIn, type Word } from './frames.js';

/** The interviewer, among the people. */
export const INTERVIEWER = 'interviewer';
/** The candidate, heard elsewhere: by voice, or in another window. */
const ELSEWHERE = 'candidate';
const REMEMBERED = 20;

/** What is said both ways. */
export class Talk {
  private readonly often: Bucket;
  private echoes: string[] = [];

  constructor(private readonly bridge: Bridge) {
    this.often = new Bucket(bridge.clock, 30, 1_000);
  }

  /** What this person said is on its way, and may be told back. */
  sent(text: string): void {
    this.echoes = [...this.echoes.slice(1 - REMEMBERED), text.trim()];
  }

  /** A message came. */
  async heard(word: Word): Promise<void> {
    const text = saidIn(word.data, 'message', 'text', 'content', 'transcript');
    const sender = saidIn(word.data, 'sender', 'role', 'from', 'author').toLowerCase();
    const isOurs =
      /^(candidate|user|human)$/.test(sender) || sender === this.bridge.request.name?.toLowerCase();
    if (!text) return this.bridge.notice('event', word.name, shownIn(word.data));
    const echo = this.echoes.indexOf(text);
    if (echo >= 0 && (isOurs || !sender)) return void this.echoes.splice(echo, 1);
    if (isOurs) await this.bridge.welcome(ELSEWHERE, this.bridge.request.name || 'Candidate', 'candidate');
    await this.say(text, word, isOurs ? ELSEWHERE : INTERVIEWER);
  }

  /** Puts words into the chat. The same at the same time are the same ones, told again after a break. */
  async say(text: string, { name, at }: Word, by = INTERVIEWER): Promise<void> {
    if (!this.often.take()) return this.bridge.notice('event', name, text);
    if (by === INTERVIEWER) await this.bridge.welcome(INTERVIEWER, 'AI interviewer', 'interviewer');
    const id = at === undefined ? undefined : `said-${at}-${digestOf(`${name} ${text}`)}`;
    await this.bridge.enter(by, 'chat.message', { text: text.slice(0, 20_000) }, id);
  }
}

/** FNV-1a: it tells texts of one moment apart, and has to do no more. */
export function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16);
}
