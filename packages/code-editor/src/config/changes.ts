/** Names what changed since it was last asked: properties, and what is derived from more than one of them. */
export class Changes {
  private applied: Readonly<Record<string, string>> = {};

  names(properties: Iterable<PropertyKey>, derived: Readonly<Record<string, string>>): Set<string> {
    const names = new Set([...properties].map(String));
    for (const [name, now] of Object.entries(derived)) if (this.applied[name] !== now) names.add(name);
    this.applied = derived;
    return names;
  }
}
