import { sourceOf, type Entry } from '@interview-room/core';
import type { Transaction } from 'yjs';
import type { Bridge } from '../bridge/index.js';
import { isObject, objectOf, textOf } from '../wire/index.js';
import type { SharedFiles } from './files.js';
import type { Recorder } from './recorder.js';
import type { OpenFile } from './session.js';

/** Without anything typed for so long one is idle, in milliseconds. */
const IDLE = 60_000;
/** What was typed is counted together for so long, and the file as a whole is recorded so seldom. */
const TOGETHER = 5_000;
const SNAPSHOT = 60_000;
const LONGEST = 100_000;

/** What is known of the interview here. */
interface Watched {
  readonly bridge: Bridge;
  readonly files: SharedFiles;
  readonly recorder: Recorder;
  current(): OpenFile | undefined;
}

/** Makes of what happens in the room what the backend records. */
export class Activity {
  /** Where the person is: `python/solution.py`. */
  path: string | undefined;
  private focused: unknown;
  private typed = 0;
  private stopCounting: (() => void) | undefined;
  private stopIdle: (() => void) | undefined;
  private idle = false;
  private snapshotAt = 0;
  private stopWatching: (() => void) | undefined;
  private over = false;

  constructor(private readonly on: Watched) {}

  /** From now on: what was there before happened earlier. */
  start(): void {
    if (this.over || this.stopWatching) return;
    const { doc } = this.on.bridge.files;
    const count = (transaction: Transaction) => this.count(transaction);
    doc.on('afterTransaction', count);
    this.stopWatching = () => doc.off('afterTransaction', count);
    this.rest();
  }

  /** Where the person is, as the others are told. */
  presence(body: unknown): void {
    if (!isObject(body)) return;
    const path = textOf(body['path']);
    if (path.includes('/')) this.path = path;
    const { focus } = body;
    if (focus === undefined || focus === this.focused) return;
    this.focused = focus;
    this.on.recorder.add('focus_change', { focused: focus });
  }

  /** What the person did beside typing. */
  entry({ kind, body }: Entry): void {
    this.awake();
    if (kind === 'tests.finished') this.tested(objectOf(body));
    if (kind === 'assist.asked') this.on.recorder.add('ai_interaction', { action: 'asked' });
  }

  /** Something went to the clipboard. */
  copied(length: number, path: string): void {
    this.path = path;
    if (length > 0) this.on.recorder.add('copy', { length, ...this.where() });
  }

  /** The file as it is now, at a moment that counts. */
  snapshot(checkpoint: boolean): void {
    const { bridge, recorder } = this.on;
    const file = this.on.current();
    if (!file || file.content.length > LONGEST) return;
    this.snapshotAt = bridge.clock.now();
    const data = { fileName: file.fileName, content: file.content, language: file.language };
    recorder.add('code_snapshot', data, { fileId: file.remote, checkpoint });
  }

  /** The page is going: what was counted so far is told. */
  lastWords(): void {
    this.stopCounting?.();
    this.told();
  }

  close(): void {
    this.over = true;
    this.stopWatching?.();
    this.stopCounting?.();
    this.stopIdle?.();
  }

  /** Of the results it is told how many, never what was expected. */
  private tested({ language, summary }: Readonly<Record<string, unknown>>): void {
    const { passed, failed, total } = objectOf(summary);
    this.snapshot(true);
    this.on.recorder.add('test_run', { language, passed, failed, total });
    void this.on.recorder.flush();
  }

  private count({ beforeState, afterState }: Transaction): void {
    if (this.on.files.isApplying) return;
    let pasted = 0;
    for (const [client, clock] of afterState) {
      const source = sourceOf(client);
      const added = clock - (beforeState.get(client) ?? 0);
      if (source === 'paste') pasted += added;
      if (source === 'typed') this.typed += added;
    }
    if (pasted > 0) this.on.recorder.add('paste', { length: pasted, ...this.where() });
    this.awake();
    this.stopCounting ??= this.on.bridge.clock.after(TOGETHER, () => this.told());
  }

  private told(): void {
    this.stopCounting = undefined;
    const { bridge, recorder } = this.on;
    if (this.typed > 0) recorder.add('keystroke', { count: this.typed, ...this.where() });
    this.typed = 0;
    if (bridge.clock.now() - this.snapshotAt > SNAPSHOT) this.snapshot(false);
  }

  private where(): { fileName?: string } {
    const file = this.on.current();
    return file ? { fileName: file.fileName } : {};
  }

  private awake(): void {
    if (this.idle) this.on.recorder.add('idle_end', {});
    this.idle = false;
    this.rest();
  }

  private rest(): void {
    this.stopIdle?.();
    if (this.over) return;
    this.stopIdle = this.on.bridge.clock.after(IDLE, () => {
      this.idle = true;
      this.on.recorder.add('idle_start', {});
    });
  }
}
