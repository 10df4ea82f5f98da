import type { Runner } from '@interview-room/runtimes';

/** Where the runtimes' files are, when the panel makes its own runner. */
export interface Places {
  assetBase?: string;
  sandboxUrl?: string;
}

/** The runner a panel makes when it was given none: fetched at the first run, thrown away with the panel. */
export class OwnRunner {
  private made?: Promise<Runner>;

  get(places: Places): Promise<Runner> {
    this.made ??= this.make(places);
    return this.made;
  }

  dispose(): void {
    const made = this.made;
    delete this.made;
    void made?.then(
      (runner) => runner.dispose(),
      () => undefined,
    );
  }

  private async make(places: Places): Promise<Runner> {
    try {
      const { createRunner } = await import('@interview-room/runtimes');
      return createRunner(places);
    } catch (error) {
      // The next run tries again: a network comes back.
      delete this.made;
      throw error;
    }
  }
}
