/** What `process.exit()` throws to unwind the program. Not an `Error`, so that few handlers take it for one. */
export class ExitSignal {
  readonly #code: number;
  constructor(code: number) {
    this.#code = code;
  }
  get code(): number {
    return this.#code;
  }
  /** By its private field, as `instanceof` could be made to lie. */
  static is(thrown: unknown): thrown is ExitSignal {
    return typeof thrown === 'object' && thrown !== null && #code in thrown;
  }
}
