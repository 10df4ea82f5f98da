import type { Audience } from './entry.js';
import { isKind, kinds, type Kind } from './kinds.js';

/** What a person, or a program, is in a room. */
export type Role = 'candidate' | 'interviewer' | 'observer' | 'assistant';
/** How far a room has come. */
export type Stage = 'waiting' | 'started' | 'submitted' | 'ended';

export const roles: readonly Role[] = ['candidate', 'interviewer', 'observer', 'assistant'];
export const stages: readonly Stage[] = ['waiting', 'started', 'submitted', 'ended'];

/** Who writes the entries that no person may write: the backend itself. */
export const ROOM = 'room';
/** As whom the backend writes what a model answered. No token is for it. */
export const ASSISTANT = 'assistant';

/** In which stages each role may write a kind. Who is not named may not; a kind with an audience is always for it alone. */
interface Rule {
  may: Partial<Record<Role, readonly Stage[]>>;
  audience?: Audience;
}

const always = stages;
const open: readonly Stage[] = ['waiting', 'started', 'submitted'];
const prepared: readonly Stage[] = ['waiting', 'started'];
const during: readonly Stage[] = ['started'];

const work: Rule = { may: { candidate: during, interviewer: prepared, assistant: during } };
const running: Rule = { may: { candidate: during, interviewer: open, assistant: during } };
const clock: Rule = { may: { interviewer: prepared } };
const privately: Rule = { may: { interviewer: always }, audience: 'interviewers' };
const steering: Rule = { may: { interviewer: open } };
const proposing: Rule = { may: { candidate: during, interviewer: during } };
const own: Rule = { may: {} };
const ownPrivate: Rule = { may: {}, audience: 'interviewers' };

/** One row a kind. */
const rules: Record<Kind, Rule> = {
  'room.opened': own,
  'question.secret': ownPrivate,
  'participant.joined': own,
  'stage.changed': { may: { candidate: prepared, interviewer: open } },
  'doc.update': work,
  'language.changed': work,
  'hint.revealed': work,
  'solved': work,
  'run.started': running,
  'run.finished': running,
  'tests.finished': running,
  'chat.message': { may: { candidate: open, interviewer: open, assistant: during } },
  'note.added': privately,
  'note.changed': privately,
  'note.removed': privately,
  'score.given': privately,
  'timer.set': clock,
  'timer.started': clock,
  'timer.paused': clock,
  'timer.extended': clock,
  'tests.graded': own,
  'tests.judged': ownPrivate,
  'assist.level': steering,
  'assist.session': steering,
  'assist.model': steering,
  'assist.writes': steering,
  'assist.whispered': privately,
  'assist.asked': own,
  'assist.answered': own,
  'assist.acted': own,
  'assist.replied': steering,
  'assist.rated': { may: { candidate: during, interviewer: open } },
  'edit.proposed': proposing,
  'edit.resolved': proposing,
  'coach.offered': { may: { candidate: during } },
  'coach.answered': { may: { candidate: during } },
  'coach.advised': privately,
  'coach.decided': privately,
  'log.compacted': own,
};

/** A kind of someone's own (`acme.badge`), as long as its first word is none of ours. */
const foreign: Rule = { may: { candidate: during, interviewer: open, assistant: during } };
const nobody: Rule = { may: {} };
const prefix = (kind: string) => kind.slice(0, kind.indexOf('.') + 1);
const reserved = new Set(Object.keys(kinds).map(prefix));

function ruleOf(kind: string): Rule {
  if (isKind(kind)) return rules[kind];
  return /^[a-z][\w-]*\./.test(kind) && !reserved.has(prefix(kind)) ? foreign : nobody;
}

/** Whether a role may write a kind of entry in a stage. The backend enforces it; elements offer nothing else. */
export const may = (role: Role, stage: Stage, kind: string): boolean =>
  ruleOf(kind).may[role]?.includes(stage) ?? false;

/** For whom alone a kind of entry always is, whatever its author says. */
export const audienceOf = (kind: string): Audience | undefined => ruleOf(kind).audience;

/** Whether a role is shown an entry with this audience. */
export const mayRead = (role: Role, audience: Audience | undefined): boolean =>
  audience === undefined || role === 'interviewer';

const steps: Partial<Record<Role, Record<Stage, readonly Stage[]>>> = {
  candidate: { waiting: ['started'], started: ['submitted'], submitted: [], ended: [] },
  interviewer: {
    waiting: ['started', 'ended'],
    started: ['submitted', 'ended'],
    submitted: ['started', 'ended'],
    ended: [],
  },
};

/** Whether a role may take a room from one stage to another. */
export const mayEnter = (role: Role, from: Stage, to: Stage): boolean =>
  steps[role]?.[from].includes(to) ?? false;

/** Whether a role may cast a kind: an observer shows where they are, and no more. */
export const mayCast = (role: Role, kind: string): boolean =>
  role !== 'observer' || kind.startsWith('presence');
