interface Subscriber<State> {
  /** Tells the listener if what it looks at is another than before. */
  look(state: State): void;
}

/** Those who want to know when a part of the state becomes another. */
export class Subscribers<State> {
  readonly #all = new Set<Subscriber<State>>();

  /** Calls `listener` each time that what `selector` picks is not the same (`Object.is`) as before. */
  add<Part>(
    state: State,
    selector: (state: State) => Part,
    listener: (part: Part, before: Part) => void,
  ): () => void {
    let before = selector(state);
    const subscriber: Subscriber<State> = {
      look(next) {
        const part = selector(next);
        if (Object.is(part, before)) return;
        const last = before;
        before = part;
        listener(part, last);
      },
    };
    this.#all.add(subscriber);
    return () => this.#all.delete(subscriber);
  }

  /** Tells all. One that throws does not keep the others from hearing: its error is reported apart. */
  tell(state: State): void {
    for (const subscriber of this.#all) {
      try {
        subscriber.look(state);
      } catch (error) {
        reportLater(error);
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}

/** Throws an error where the host's own error handling finds it, without stopping what is going on. */
function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
