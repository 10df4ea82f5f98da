import { isString, recall, remember } from '../storage/memo.js';

/**
 * The answer that a page is being given, as the browser remembers it: a page that is reloaded, or killed, does not get to say
 * that it goes, and finds it here when it is back. What ended otherwise is forgotten.
 */
export class UnderWay {
  private readonly key: string;

  constructor(room: string) {
    this.key = `answering:${room}`;
  }

  begin(turn: string): void {
    remember(this.key, turn);
  }

  end(): void {
    remember(this.key, undefined);
  }

  /** Whether the answer to this question was under way when a page went. */
  was(turn: string): boolean {
    return recall(this.key, isString) === turn;
  }
}
