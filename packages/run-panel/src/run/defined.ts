type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that have no value: what is not said is left to the runner's own defaults. */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
