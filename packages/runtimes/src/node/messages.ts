import type { FrameToHost } from '../sandbox/protocol.js';

/** What the grading process says: the frame's messages, and how it is with its one worker. */
export type ChildToParent =
  | Exclude<FrameToHost, { type: 'exit' }>
  | (Extract<FrameToHost, { type: 'exit' }> & { reusable: boolean })
  | { type: 'booted' }
  | { type: 'failed'; message: string };
