/** Things that are fetched when first named and kept for every editor on the page. */
export class Shelf<Name extends string, Thing> {
  private readonly here = new Map<Name, Thing>();
  private readonly coming = new Map<Name, Promise<Thing>>();

  constructor(private readonly loaders: Record<Name, () => Promise<Thing>>) {}

  /** The thing, if it has come. */
  ready(name: Name): Thing | undefined {
    return this.here.get(name);
  }

  /** Fetches the thing once. A failure is not kept: the next one who asks tries again. */
  fetch(name: Name): Promise<Thing> {
    const under = this.coming.get(name) ?? this.load(name);
    this.coming.set(name, under);
    return under;
  }

  private async load(name: Name): Promise<Thing> {
    try {
      const thing = await this.loaders[name]();
      this.here.set(name, thing);
      return thing;
    } catch (error) {
      this.coming.delete(name);
      throw error;
    }
  }
}
