import type { ChatEvent, ChatMessage } from '@interview-room/assistant/streams';
import type { Localize } from '@interview-room/ui';
import type { Words } from '../strings.js';
import { isReset } from '../talk/event-of.js';
import type { Entry } from '../talk/entry.js';
import { failureAdvice, failureTitle } from '../view/failure.js';
import { Sentences } from './sentences.js';
import { Spoken } from './spoken.js';

/** Tells what happens to those who do not see it: answers by whole sentences, tools by name, and how it ended. */
export class Speaker {
  private readonly spoken = new Spoken();
  private readonly answers = new Map<Entry, Sentences>();

  constructor(private readonly words: Localize<Words>) {}

  /** The live region, to be drawn from the start. */
  get region(): HTMLElement {
    return this.spoken.region;
  }

  say(sentence: string): void {
    this.spoken.say(sentence);
  }

  /** Messages came whole: answers that people gave are told with whose they are. */
  arrived(messages: readonly ChatMessage[]): void {
    for (const { role, by, text } of messages) {
      if (role !== 'assistant' || !by || !text) continue;
      const sentences = new Sentences(() => this.words.term('codeSaid'));
      this.spoken.say(`${by}:`, ...sentences.add(text), ...sentences.finish());
    }
  }

  /** An answer has grown. */
  hear(entry: Entry, event: ChatEvent): void {
    // What was half said is not said to its end.
    if (isReset(event)) this.answers.delete(entry);
    if (event.type === 'text') this.spoken.say(...this.sentencesOf(entry).add(event.text));
    if (event.type !== 'tool-start' && event.type !== 'tool-ready') return;
    this.spoken.say(...this.sentencesOf(entry).finish());
    if (event.type === 'tool-ready') this.spoken.say(this.words.term('toolSaid', event.name));
  }

  /** An answer is over. */
  over(entry: Entry): void {
    this.spoken.say(...this.sentencesOf(entry).finish());
    this.answers.delete(entry);
    const { error, status } = entry.message;
    if (error)
      this.spoken.say(`${failureTitle(error.code, this.words)}. ${failureAdvice(error, this.words)}`.trim());
    else if (status === 'stopped') this.spoken.say(this.words.term('stopped'));
  }

  /** Says nothing more of what was to be said. */
  hush(): void {
    this.spoken.hush();
    this.answers.clear();
  }

  private sentencesOf(entry: Entry): Sentences {
    const sentences = this.answers.get(entry) ?? new Sentences(() => this.words.term('codeSaid'));
    this.answers.set(entry, sentences);
    return sentences;
  }
}
