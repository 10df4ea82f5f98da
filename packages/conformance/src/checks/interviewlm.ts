import type { Check, Suite } from '../kit/check.js';
import { chat } from './interviewlm/chat.js';
import { files } from './interviewlm/files.js';
import { record } from './interviewlm/record.js';
import { run } from './interviewlm/run.js';
import { questions, session, submission } from './interviewlm/session.js';
import { terminal } from './interviewlm/terminal.js';

/** In this order: what is asked of the first question comes before the next one, and nothing after the end. */
const parts: readonly (readonly Check[])[] = [
  session,
  files,
  chat,
  terminal,
  run,
  record,
  questions,
  submission,
];

/**
 * An interview over REST and server-sent events. Settings: `session` (an interview that may be used up; else one of a new name),
 * `cookie` (that of a person who is signed in: `session=…`).
 */
export const interviewLmSuite: Suite = {
  dialect: 'interviewlm',
  variants: ['current', 'legacy', 'proposed', 'streamed'],
  checks: parts.flat(),
};
