import {
  audienceOf,
  isKind,
  may,
  mayEnter,
  problemOf,
  ROOM,
  stages,
  type BodyOf,
  type Draft,
  type FrameDraft,
  type Role,
  type Stage,
} from '@interview-room/core/protocol';
import { toolNamed, tools, writesOf } from '@interview-room/assistant/levels';
import { foreignClients, type LogState } from '@interview-room/core/replay';
import { isTooDeep } from './depth.js';
import { Refusal } from './refusal.js';

/** Who writes: someone with a role, or the backend itself. */
export interface Writer {
  readonly id: string;
  readonly role: Role | typeof ROOM;
}

/** The backend itself. */
export const theRoom: Writer = { id: ROOM, role: ROOM };

/** The draft that may be written, or why it may not. */
export function decide(asked: FrameDraft, { id: by, role }: Writer, state: LogState): Draft | Refusal {
  const stage = state.stage.now;
  const refusal = role === ROOM ? undefined : (whyNot(asked, role, stage) ?? whyNoAudience(asked, role));
  const problem =
    refusal ?? whyMalformed(asked) ?? whyNoUpdate(asked, by, state) ?? whyNoProposal(asked, role, state);
  if (problem) return problem;
  const { id, kind, body } = asked;
  const audience = audienceOf(kind) ?? asked.audience;
  return { id, by, kind, body, ...(audience && { audience }) };
}

/** Whether a refusal comes of the stage alone: what was written before it is there all the same. */
export const wasOnceAllowed = ({ kind }: FrameDraft, { role }: Writer): boolean =>
  role !== ROOM && stages.some((stage) => may(role, stage, kind));

function whyNot({ kind, body }: FrameDraft, role: Role, stage: Stage): Refusal | undefined {
  if (!may(role, stage, kind)) return new Refusal('not-allowed', sentence(kind, role, stage));
  if (kind !== 'stage.changed') return;
  const to = (body as { stage?: Stage } | null)?.stage;
  if (problemOf({ kind, body }) || (to && mayEnter(role, stage, to))) return;
  return new Refusal('not-allowed', `${named(role)} may not take the room from "${stage}" to "${to}".`);
}

/** Messages and kinds of one's own may be for interviewers alone; what makes up the room may not. */
function whyNoAudience({ kind, audience }: FrameDraft, role: Role): Refusal | undefined {
  if (!audience || audience === audienceOf(kind)) return;
  if (role === 'interviewer' && (kind === 'chat.message' || !isKind(kind))) return;
  return new Refusal('not-allowed', `${named(role)} may not keep "${kind}" from others.`);
}

function whyMalformed({ kind, body }: FrameDraft): Refusal | undefined {
  if (isTooDeep(body)) return new Refusal('malformed', `${kind}: this goes too deep.`);
  const problem = isKind(kind) ? problemOf({ kind, body }) : undefined;
  return problem === undefined ? undefined : new Refusal('malformed', `${kind}: ${problem}`);
}

/** An update that cannot be read would break everyone's files; one under someone's number would be taken for theirs. */
function whyNoUpdate({ kind, body }: FrameDraft, by: string, { authors }: LogState): Refusal | undefined {
  if (kind !== 'doc.update') return;
  try {
    if (foreignClients((body as { update: string }).update, by, authors).length === 0) return;
    return new Refusal('not-allowed', 'This edit is marked as someone else’s.');
  } catch {
    return new Refusal('malformed', 'doc.update: This is not an update of the files.');
  }
}

/** A page says what the assistant proposes. It is believed where the log has that the assistant did, and may. */
function whyNoProposal(
  { kind, body }: FrameDraft,
  role: Writer['role'],
  state: LogState,
): Refusal | undefined {
  if (kind !== 'edit.proposed' || role !== 'candidate') return;
  const { assist, proposals } = state;
  const { turn, call } = body as BodyOf<'edit.proposed'>;
  if (writesOf(assist.level, assist.direct) === 'none')
    return new Refusal('not-allowed', 'At this level the assistant proposes no edits.');
  const steps = assist.turns.find((each) => each.turn === turn)?.steps ?? [];
  const proposed = steps.some(({ text, calls }) =>
    call === undefined
      ? text.includes('```')
      : calls.some((each) => each.call === call && isWrite(each.name)),
  );
  const again = call !== undefined && proposals.filter((each) => each.call === call).length >= MOST_FILES;
  if (proposed && !again) return;
  return new Refusal('not-allowed', 'This was not proposed by the assistant.');
}

/** One command of a shell may change so many files. */
const MOST_FILES = 50;

const isWrite = (name: string): boolean => {
  const tool = toolNamed(name);
  return tool !== undefined && tools[tool].effect === 'write';
};

const named = (role: Role) => (/^[aeiou]/.test(role) ? `An ${role}` : `A ${role}`);

const tooEarlyOrLate: Record<Stage, string> = {
  waiting: 'The interview has not started.',
  started: 'This is not possible while the interview runs.',
  submitted: 'The answer was submitted: it can no longer be changed.',
  ended: 'The interview has ended.',
};

const sentence = (kind: string, role: Role, stage: Stage): string =>
  stages.some((each) => may(role, each, kind))
    ? tooEarlyOrLate[stage]
    : `${named(role)} may not write "${kind}".`;
