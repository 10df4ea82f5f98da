import {
  ASSISTANT,
  fold,
  initialState,
  newId,
  Workspace,
  writeAs,
  type Delivered,
  type Entry,
  type LogState,
} from '@interview-room/core';
import { fromBase64, isKnown, isWithheld, toBase64 } from '@interview-room/core/protocol';

/** Adds what someone did to the log. */
export type Enter = (by: string, kind: string, body: unknown, id: string) => Promise<void>;

/** The room as its log has it, for a dialect: what it amounts to, and the files, which it may change in others' names. */
export class Near {
  state: LogState = initialState;
  /** Whether anything has happened in the room that is known here. */
  isKnown = false;
  readonly files: Workspace;
  private by = 'room';
  /** Under which number Yjs marks what each of them writes here. */
  private readonly numbers = new Map<string, number>();
  private readonly listeners = new Set<() => void>();

  constructor(enter: Enter) {
    this.files = new Workspace((update) =>
      enter(this.by, 'doc.update', { update: toBase64(update) }, newId()),
    );
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  edit(by: string, change: (files: Workspace) => void): void {
    const { doc } = this.files;
    const own = doc.clientID;
    this.files.flush();
    this.by = by;
    doc.clientID = this.numberOf(by);
    try {
      writeAs(doc, by === ASSISTANT ? 'assistant' : 'typed', () => change(this.files));
      this.files.flush();
    } finally {
      doc.clientID = own;
    }
  }

  /** Takes in entries of the log, and gives back those that can be read. */
  take(entries: readonly Delivered[]): Entry[] {
    const readable = entries.filter((entry): entry is Entry => !isWithheld(entry));
    this.isKnown ||= entries.length > 0;
    const updates: Uint8Array[] = [];
    for (const entry of readable) {
      this.state = fold(this.state, entry);
      if (!isKnown(entry)) continue;
      if (entry.kind === 'doc.update') updates.push(fromBase64(entry.body.update));
      if (entry.kind === 'log.compacted') updates.push(fromBase64(entry.body.doc));
    }
    this.files.receive(updates);
    for (const listener of this.listeners) listener();
    return readable;
  }

  private numberOf(by: string): number {
    const known = this.numbers.get(by) ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
    this.numbers.set(by, known);
    return known;
  }
}
