/** Where a program may try to send what it finds. */
export interface Targets {
  /** `127.0.0.1:port` of the listening canary. */
  canary: string;
  /** The origin that the SDK's files come from. */
  sdk: string;
}

/** A program that tries one way out. What it manages to read it prints; what it manages to reach, the canary hears. */
export interface Attack {
  name: string;
  language: 'javascript' | 'typescript' | 'python';
  code: (targets: Targets) => string;
}
