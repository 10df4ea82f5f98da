import * as v from 'valibot';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const brief = v.pipe(v.string(), v.maxLength(2000));
const asked = v.pipe(v.string(), v.maxLength(20_000));
const failure = v.object({ code: name, message: brief });

/** How much an assistant may do, from nothing to everything. */
export const assistLevels = ['off', 'consultant', 'pair-programming', 'full-copilot'] as const;
/** How much an assistant may do. */
export type AssistLevel = (typeof assistLevels)[number];

const level = v.picklist(assistLevels);

/** What the assistant does, what it is allowed, and what becomes of its proposals. */
export const assistKinds = {
  /** The assistant may do so much from now on. */
  'assist.level': v.object({ level, reason: v.optional(brief) }),
  /** Its help is paused, goes on, or is over. */
  'assist.session': v.object({ state: v.picklist(['active', 'paused', 'ended']) }),
  /** Another model answers from now on. */
  'assist.model': v.object({ model: name }),
  /** Whether it may write without asking, where its level lets it write at all. */
  'assist.writes': v.object({ direct: v.boolean() }),
  /** An instruction to the assistant that candidates do not see. */
  'assist.whispered': v.object({ text: asked }),
  /** Someone asked; `context` is what was told with it of the room: only what had changed has its text. */
  'assist.asked': v.object({
    turn: name,
    text: asked,
    context: v.optional(v.array(v.object({ name, hash: name, text: v.optional(v.string()) }))),
    /** The offer of help that it came of. */
    offer: v.optional(name),
  }),
  /** One step of an answer: what was said, and the tools that were called then. */
  'assist.answered': v.object({
    turn: name,
    step: count,
    text: v.string(),
    reasoning: v.optional(v.string()),
    calls: v.array(v.object({ call: name, name, input: v.unknown() })),
    /** What the provider wants back with the results of these calls, as it came. */
    kept: v.optional(v.array(v.object({ dialect: name, block: v.unknown() }))),
    model: v.optional(name),
    usage: v.optional(v.object({ inputTokens: v.optional(count), outputTokens: v.optional(count) })),
    finish: v.picklist(['stop', 'length', 'tool-calls', 'content-filter', 'stopped', 'error', 'other']),
    error: v.optional(failure),
  }),
  /** What came of the call of a tool. */
  'assist.acted': v.object({
    turn: name,
    call: name,
    name,
    output: v.optional(v.string()),
    error: v.optional(v.string()),
    durationMs: v.number(),
  }),
  /** An interviewer answered in the assistant's place. */
  'assist.replied': v.object({ turn: name, text: asked }),
  /** Whether an answer helped; null takes a mark back. */
  'assist.rated': v.object({ turn: name, value: v.nullable(v.picklist(['up', 'down'])) }),
  /** A change to a file that is not made until someone accepts it. The path is that of the workspace: `python/main.py`. */
  'edit.proposed': v.object({
    proposal: name,
    path: name,
    before: v.string(),
    after: v.string(),
    turn: v.optional(name),
    call: v.optional(name),
  }),
  /** What became of a proposal: `after` is the file once it was settled, `stale` that the file had changed too much. */
  'edit.resolved': v.object({
    proposal: name,
    outcome: v.picklist(['accepted', 'rejected', 'partly', 'stale']),
    accepted: v.optional(count),
    rejected: v.optional(count),
  }),
  /** Help was offered unasked, by a rule of the coach. */
  'coach.offered': v.object({ offer: name, rule: name, text: brief }),
  'coach.answered': v.object({ offer: name, answer: v.picklist(['taken', 'dismissed']) }),
  /** Interviewers were advised to turn the level up or down. */
  'coach.advised': v.object({ advice: name, level, rule: name, reason: brief }),
  'coach.decided': v.object({ advice: name, taken: v.boolean() }),
};
