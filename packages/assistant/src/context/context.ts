import { remainingOf, type LogState, type Proposal } from '@interview-room/core';
import { redact, toolsOf, type PromptFacts } from '../levels/index.js';
import { promptOf } from '../talk/local.js';
import type { AssistantRoom } from '../talk/journal.js';
import { windowOf } from '../tools/text.js';
import { itemsOf, toldHashes, type ContextItem, type ContextPart } from './parts.js';

/** The file that is open, and where one is in it. */
export interface OpenFile {
  readonly path: string;
  readonly text: string;
  /** The line of the cursor, from 1. */
  readonly line?: number;
  /** The text that is selected. */
  readonly selection?: string;
}

/** Where what the assistant is told comes from. */
export interface ContextOptions {
  readonly room: AssistantRoom;
  /** The question, as everyone may see it. */
  question(): PromptFacts['question'];
  open(): OpenFile | undefined;
}

const LINES_AROUND = 120;
const LONGEST_SELECTION = 4_000;

type Row = readonly [name: string, text: (options: ContextOptions) => string | undefined];

/** The pieces of the room, a row each, as far as there is something to tell. */
const rows: readonly Row[] = [
  ['language', ({ room }) => room.state.language],
  ['stage', ({ room }) => room.role && room.state.stage.now],
  ['time', ({ room }) => timeOf(room)],
  ['tests', ({ room }) => testsOf(room.state)],
  ['proposals', ({ room }) => proposalsOf(room.state.proposals)],
  ['file <path>', ({ open }) => fileOf(open())],
  ['selection', ({ open }) => open()?.selection?.slice(0, LONGEST_SELECTION)],
];

/** The names of all the pieces that there may be. */
export const contextNames: readonly string[] = rows.map(([name]) => name);

/** All that is told of the room with a question, whole. */
export const contextParts = (options: ContextOptions): ContextPart[] =>
  rows.flatMap(([row, textOf]) => {
    const text = textOf(options);
    const name = row.replace('<path>', () => options.open()?.path ?? '');
    return text ? { name, text: redact(text) } : [];
  });

/** What is sent of it with the next question: only what has changed since it was last told has its text. */
export const contextItems = (options: ContextOptions): ContextItem[] =>
  itemsOf(contextParts(options), toldHashes(options.room.state.assist.turns));

/** What the assistant sees: all of it, for people. */
export interface ContextPreview {
  /** The prompt, without what interviewers tell the assistant alone where this page is not given that. */
  readonly system: string;
  /** The names of its tools. */
  readonly tools: readonly string[];
  /** What goes with the next question: `isSent` where it has changed since it was last told. */
  readonly parts: readonly (ContextPart & { readonly isSent: boolean })[];
}

/** What would be sent with the next question. */
export function previewContext(options: ContextOptions): ContextPreview {
  const sent = new Set(contextItems(options).flatMap(({ name, text }) => (text === undefined ? [] : name)));
  return {
    system: promptOf(options),
    tools: toolsOf(options.room.state.assist.level).map(({ name }) => name),
    parts: contextParts(options).map((each) => ({ ...each, isSent: sent.has(each.name) })),
  };
}

/** In steps of five minutes while there are many, so that it does not change with every question. */
function timeOf(room: AssistantRoom): string | undefined {
  const { timer } = room.state;
  if (timer.totalMs === 0) return undefined;
  const left = Math.ceil(remainingOf(timer, room.now()) / 60_000);
  if (left <= 0) return 'The time is over.';
  return left > 10 ? `About ${Math.round(left / 5) * 5} minutes are left.` : `${left} minutes are left.`;
}

function testsOf({ tests, language = '' }: LogState): string | undefined {
  const last = Object.hasOwn(tests, language) ? tests[language] : undefined;
  if (!last) return undefined;
  const { passed, total } = last.summary;
  const bad = last.tests.filter(({ status }) => status === 'failed' || status === 'error');
  const rows = bad
    .slice(0, 20)
    .map(({ name, message = '' }) => `- ${name}: ${message.split('\n')[0]?.slice(0, 200) ?? ''}`);
  return [`When the tests last ran, ${passed} of ${total} passed.`, ...rows].join('\n');
}

function proposalsOf(proposals: readonly Proposal[]): string | undefined {
  const last = proposals
    .slice(-5)
    .map(({ path, resolved }) => `- ${path}: ${resolved?.outcome ?? 'waiting'}`);
  return last.length > 0 ? `What became of your last proposals:\n${last.join('\n')}` : undefined;
}

/** A long file is told around the cursor. */
function fileOf(file: OpenFile | undefined): string | undefined {
  if (!file) return undefined;
  const { text, line = 1 } = file;
  const from = text.split('\n').length <= LINES_AROUND * 2 ? 1 : Math.max(1, line - LINES_AROUND);
  return `Open, with the cursor in line ${line}:\n${windowOf(text, from, LINES_AROUND * 2)}`;
}
