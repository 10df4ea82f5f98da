import type { Entry } from '@interview-room/core';
import type { Bridge, Link } from '../bridge/index.js';
import { objectOf, textOf, WireError, type Caller } from '../wire/index.js';
import type { Activity } from './activity.js';
import { evaluationOf } from './evaluation.js';
import { isStranger } from './far-files.js';
import type { SharedFiles } from './files.js';
import { redacted } from './redacted.js';
import { follow, pause } from './streams.js';
import type { Typing } from './typing.js';
import type { Variant } from './variant.js';

/** Where nobody tells of changed files they are looked at so often, in milliseconds. */
const LOOK = 15_000;

interface Host {
  readonly bridge: Bridge;
  readonly caller: Caller;
  readonly variant: Variant;
  readonly files: SharedFiles;
  readonly typing: Typing;
  readonly activity: Activity;
  take(entry: Entry): Promise<void>;
  load(): Promise<unknown>;
}

/** A connection that stands: the streams of what happens on the other side. */
export class Joined implements Link {
  readonly over: Promise<void>;
  readonly signal: AbortSignal;
  private readonly own = new AbortController();
  private end: (error: unknown) => void = () => {};

  constructor(
    private readonly host: Host,
    signal: AbortSignal,
  ) {
    this.signal = AbortSignal.any([signal, this.own.signal]);
    this.over = new Promise((_, reject) => (this.end = reject));
    this.over.catch(() => undefined);
  }

  fail(error: unknown): void {
    this.end(error);
  }

  take(entry: Entry): Promise<void> {
    return this.host.take(entry);
  }

  cast(kind: string, body: unknown): void {
    if (kind === 'presence') this.host.activity.presence(body);
  }

  close(): void {
    this.own.abort();
    this.host.typing.close();
  }

  /** The stream of changed files is the connection's own: when it cannot be had again, the connection is over. */
  listen(): void {
    const { files, typing, variant } = this.host;
    const path = variant === 'proposed' ? '/files/watch' : '/file-updates';
    this.follow(path, (name, json, data) => this.fileChanged(path, name, json, data), {
      opened: (again) => again && void files.all(),
      lost: (error) => this.fail(error),
      absent: (error) => (isStranger(error) ? this.fail(error) : void this.look()),
    });
    this.follow('/code-stream', (name, json, data) => this.code(name, json, data), {
      opened: (again) => again && typing.close(),
      absent: ({ message }) => this.host.bridge.notice('event', 'code-stream', message),
    });
  }

  private follow(
    path: string,
    heard: (name: string, json: unknown, data: string) => void,
    told: {
      opened: (again: boolean) => unknown;
      lost?: (error: WireError) => void;
      absent: (error: WireError) => void;
    },
  ): void {
    const { caller, bridge } = this.host;
    const on = { caller, clock: bridge.clock, random: bridge.options.random ?? Math.random };
    void follow(on, path, this.signal, { ...told, heard });
  }

  private fileChanged(stream: string, name: string, json: unknown, data: string): void {
    const { path, type, fileType, content } = objectOf(json);
    const at = textOf(path);
    if (name === 'connected') return;
    if (at === '' || !CHANGES.has(textOf(type))) return this.unknown(stream, name, json, data);
    if (fileType === 'folder' || fileType === 'directory') return;
    // What is told here may be old by now, and the echo of ours: it says that there is something to look at.
    if (typeof content === 'string' && this.host.files.isAgreed(at, content)) return;
    void this.host.files.stale([at]);
  }

  private code(name: string, json: unknown, data: string): void {
    if (name === 'connected') return;
    if (textOf(objectOf(json)['fileName']) === '') this.unknown('/code-stream', name, json, data);
    else this.host.typing.hear(json);
  }

  private unknown(stream: string, name: string, json: unknown, data: string): void {
    const { notice } = this.host.bridge;
    const evaluation = /evaluation/i.test(name || textOf(objectOf(json)['type'])) && evaluationOf(json);
    if (evaluation) notice('info', 'evaluation', `Evaluation: ${evaluation}`);
    else notice('event', name || stream.slice(1), redacted(json ?? data));
  }

  /** Nobody tells of changes: they are looked for. */
  private async look(): Promise<void> {
    const { bridge, files } = this.host;
    bridge.notice('event', 'file-updates', 'The backend does not tell of changed files: they are looked at.');
    while (!this.signal.aborted) {
      await pause(bridge.clock, LOOK, this.signal);
      if (this.signal.aborted) return;
      try {
        await this.host.load();
        await files.all();
      } catch (error) {
        if (error instanceof WireError && error.code === 'network') this.fail(error);
      }
    }
  }
}

const CHANGES: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'write', 'rename']);
