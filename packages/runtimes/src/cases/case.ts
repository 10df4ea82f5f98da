/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface CaseOptions {
  /** Shown in the list of tests. Default: the call itself. */
  name?: string;
  /** How far numbers may be apart, absolutely or relatively, whichever is larger. Default 1e-9. */
  tolerance?: number;
  /** Lists are compared as bags, at every depth if `deep`. Default false. */
  unordered?: boolean | 'deep';
}
/** The error that is expected: `true` for any, or its class and a part of its message. */
export type ExpectedError = true | { name?: string; message?: string };

/** Calls a function of the entry file and compares what it returns. */
export interface CallCase extends CaseOptions {
  /** Its name; if there is none of that name, the same in `snake_case`, then in `camelCase`. */
  call: string;
  args?: Json[];
  expected?: Json;
  error?: ExpectedError;
}
/** Makes an object and calls its methods in turn, comparing each result that is given. */
export interface ClassCase extends CaseOptions {
  construct: string;
  args?: Json[];
  steps: { call: string; args?: Json[]; expected?: Json; error?: ExpectedError }[];
}
/** Runs the program with `stdin` and compares what it prints, forgiving white space at the ends of lines and text. */
export interface StdioCase extends CaseOptions {
  stdin: string;
  stdout: string;
  args?: string[];
}
export type TestCase = CallCase | ClassCase | StdioCase;
