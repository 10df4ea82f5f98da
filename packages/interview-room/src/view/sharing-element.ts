import { RoomElement } from '@interview-room/ui';
import type { Runner } from '@interview-room/runtimes';
import { property } from 'lit/decorators.js';

/** Where programs run that both the browser and a backend could run. */
export type Execution = 'browser-first' | 'remote-first' | 'browser' | 'remote';

/** What names a shared room, as attributes. */
export abstract class SharingElement extends RoomElement {
  /** The address of the backend that the room is shared over. With it the room is one that people share. */
  @property() backend = '';
  /** What the backend speaks: `native`, a name of docs/BACKENDS.md, or `auto` to find out. Default: `native`. */
  @property() dialect = '';
  /** Which variant of the dialect. Default: its own first. */
  @property() variant = '';
  /** Which room of the backend. With a dialect that can make one it may be absent. */
  @property() session = '';
  /** Proves who joins: a text, or as a property a function that is asked anew at each connection. */
  @property() token: string | (() => string | Promise<string>) = '';
  /** The name to join under, where the token has none. */
  @property() name = '';
  /** Forces a transport: `socket` or `stream`. Default: a socket, and a stream where sockets do not get through. */
  @property() transport?: 'socket' | 'stream';
  /**
   * Where programs run that both the browser and a backend could run: `browser-first`, `remote-first`, `browser` or `remote`
   * alone. Default: the browser, and a backend for what that cannot run, unless the backend asks to be preferred.
   */
  @property() execution?: Execution;
  /** `off`: nobody is offered the assistant's help unasked on this page, nor advised. */
  @property() coach?: 'off';
  /** Runs programs elsewhere: a runner of `@interview-room/backends/runners`. Default: what the backend offers. */
  @property({ attribute: false }) remoteRunner?: Runner;
}
