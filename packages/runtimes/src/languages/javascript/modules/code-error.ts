/** Code that cannot be read: where, and why. It says `SyntaxError`, as the engine would. */
export class CodeError extends SyntaxError {
  constructor(
    message: string,
    readonly path: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
    this.name = 'SyntaxError';
    Object.defineProperty(this, 'stack', {
      value: `SyntaxError: ${message}\n    at ${path}:${line}:${column}`,
      configurable: true,
      writable: true,
    });
    // Printed as what the engine would have thrown.
    Object.defineProperty(this, 'constructor', { value: SyntaxError, configurable: true });
    for (const key of ['name', 'path', 'line', 'column'])
      Object.defineProperty(this, key, { enumerable: false });
  }
}
