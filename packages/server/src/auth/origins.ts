/** Which web pages may speak to the server: those of these origins, and its own. */
export class Origins {
  readonly #all: boolean;
  readonly #listed: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#all = origins.includes('*');
    this.#listed = new Set(origins.map((origin) => origin.replace(/\/$/, '')));
  }

  /** `host` is the one that was asked. What is no web page names no origin. */
  allows(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || this.#all || this.#listed.has(origin)) return true;
    return host !== undefined && hostOf(origin) === host;
  }
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : undefined);
