import { EntryRefusedError } from '@interview-room/core';
import { callJson, objectOf, textOf, WireError, type Caller } from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';
import { evaluationOf } from './evaluation.js';
import type { SharedFiles } from './files.js';
import { absolute } from './paths.js';
import { pause } from './streams.js';

/** So long a file that is still on its way is waited for, in milliseconds. */
const PATIENCE = 20_000;

interface Submitter {
  readonly bridge: Bridge;
  readonly caller: Caller;
  readonly files: SharedFiles;
  settle(): Promise<void>;
}

/** Gives the interview in: all files as they are. What fails for good is told; the rest is tried again. */
export async function submit(on: Submitter): Promise<void> {
  await arrived(on);
  await on.settle();
  const body = { finalCode: codeOf(on.files), ...noteOf(on.bridge) };
  try {
    tell(on.bridge, await callJson(on.caller, '/submit', { method: 'POST', body }));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (error.code === 'conflict') return on.bridge.notice('info', 'submit', 'This was submitted already.');
    if (error.passes) throw error;
    throw new EntryRefusedError('stage.changed', error.message);
  }
}

/** What is still on its way is part of it, unless it takes too long. */
async function arrived({ files, bridge }: Submitter): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([files.arrival.whole, pause(bridge.clock, PATIENCE, waiting.signal)]);
  waiting.abort();
}

function codeOf(files: SharedFiles): Record<string, string> {
  const texts = files.known.all().flatMap(({ remote, path }) => {
    const text = files.textOf(path);
    return text === undefined ? [] : [[absolute(remote), text] as const];
  });
  return Object.fromEntries(texts);
}

function noteOf({ state }: Bridge): { notes?: string } {
  const note = state.stage.changes.at(-1)?.note;
  return note ? { notes: note } : {};
}

/** What the backend says of the evaluation that follows. */
function tell({ notice }: Bridge, reply: unknown): void {
  const { evaluation, evaluationStatus, message } = objectOf(reply);
  const status = evaluationOf(evaluation ?? evaluationStatus);
  if (status) notice('info', 'evaluation', `Submitted. Evaluation: ${status}`);
  else if (textOf(message)) notice('info', 'submit', textOf(message));
}
