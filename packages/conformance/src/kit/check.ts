/** What a backend is asked with. */
export interface Target {
  /** Its address, without a slash at the end. */
  readonly url: string;
  readonly dialect: string;
  readonly variant: string;
  readonly token?: string;
  /** Settings that a dialect needs: the session to join, a name. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a check is given. */
export interface Probe extends Target {
  /** Aborted when the check has taken too long, or the kit is stopped. */
  readonly signal: AbortSignal;
  /** Kept from one check of a suite to the next: the session that was created, say. */
  readonly shared: Map<string, unknown>;
  /** Remembers a frame or a reply, to be shown where the check fails. */
  note(what: string, value: unknown): void;
}

/** One thing that a backend of a dialect has to do. */
export interface Check {
  /** Stable, for machines: `relay.code.echo`. */
  readonly id: string;
  /** What is checked, as a statement: "a change of the code reaches everyone, its author too". */
  readonly title: string;
  /** What it is part of, for the table of capabilities: `session`, `files`, `chat`, `terminal`, `execution`, `events`, `tasks`, `question`, `log`. */
  readonly capability: string;
  /** Where it is said: `docs/BACKENDS.md#relay`, a section of a specification. */
  readonly source?: string;
  /** The variants that have it. Default: all. */
  readonly variants?: readonly string[];
  /** Throws a `Mismatch` where it fails, and a `Skip` where it cannot be told. */
  run(probe: Probe): Promise<void>;
}

/** All checks of a dialect. They run in order. */
export interface Suite {
  readonly dialect: string;
  /** The first is the default. */
  readonly variants: readonly string[];
  readonly checks: readonly Check[];
  /** Lets go of what the checks share. */
  end?(probe: Probe): Promise<void>;
}

/** A frame or reply that was not what it should have been. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  constructor(
    /** What should have come, as an example or in words. */
    readonly expected: unknown,
    /** What came. */
    readonly actual: unknown,
    message = 'Something else came than should have.',
  ) {
    super(message);
  }
}

/** A check that cannot be made here, and why. */
export class Skip extends Error {
  override readonly name = 'Skip';
}
