import type { Workspace } from '@interview-room/core';

/** Knows a file again under another path. */
export class Renames {
  private readonly ids = new Map<string, string>();

  constructor(private readonly files: Workspace) {
    this.see(files.list());
  }

  /** Notes which files are there. */
  see(paths: Iterable<string>): void {
    for (const path of paths) {
      const id = this.files.idOf(path);
      if (id !== undefined) this.ids.set(path, id);
    }
  }

  /** Where the file is that was at a path, and is not there any more. */
  to(path: string): string | undefined {
    const id = this.ids.get(path);
    this.ids.delete(path);
    return id === undefined ? undefined : this.files.pathOf(id);
  }
}
