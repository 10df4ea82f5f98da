import { Compartment, type Extension, type StateEffect } from '@codemirror/state';

/** One concern of the editor: which properties it reads, and what it makes of them. */
export interface Row<Source> {
  readonly reads: readonly string[];
  readonly make: (source: Source) => Extension;
}

/** A table of rows as a live configuration: each row has a compartment, remade when something that it reads changes. */
export class Configuration<Source> {
  private readonly slots: readonly (Row<Source> & { compartment: Compartment })[];

  constructor(
    rows: readonly Row<Source>[],
    private readonly source: Source,
  ) {
    this.slots = rows.map((row) => ({ ...row, compartment: new Compartment() }));
  }

  /** The whole, for a new document. */
  extension(): Extension {
    return this.slots.map((slot) => slot.compartment.of(slot.make(this.source)));
  }

  /** What to change after these properties did; all rows where none are named. */
  effects(changed?: ReadonlySet<string>): StateEffect<unknown>[] {
    const stale = this.slots.filter((slot) => !changed || slot.reads.some((name) => changed.has(name)));
    return stale.map((slot) => slot.compartment.reconfigure(slot.make(this.source)));
  }
}
