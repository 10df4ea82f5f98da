/** What an import gives: names whose values are looked up each time, as bindings are live. */
export type Namespace = Record<string, unknown>;

export function namespaceOf(): Namespace {
  const space = Object.create(null) as Namespace;
  Object.defineProperty(space, Symbol.toStringTag, { value: 'Module' });
  Object.defineProperty(space, Symbol.for('nodejs.util.inspect.custom'), {
    value: () => Object.defineProperty({ ...space }, Symbol.toStringTag, { value: 'Module' }),
  });
  // Lets code that was compiled elsewhere see that `default` is meant.
  Object.defineProperty(space, '__esModule', { value: true });
  return space;
}

/** Exports stay configurable, so that a test can spy on them. */
export function define(space: Namespace | undefined, name: string, get: () => unknown): void {
  if (space) Object.defineProperty(space, name, { get, enumerable: true, configurable: true });
}

/** `export * from`: all but the default, and nothing that is there already. */
export function copyNames(from: Namespace, to: Namespace | undefined): void {
  for (const name of Object.keys(from))
    if (name !== 'default' && to && !(name in to)) define(to, name, () => from[name]);
}
