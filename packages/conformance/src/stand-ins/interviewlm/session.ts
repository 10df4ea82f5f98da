import { isObject, listOf, objectOf } from '@interview-room/backends/wire';
import type { Context, Route } from './router.js';
import type { AskedQuestion } from './questions.js';
import { treeOf } from './files.js';
import type { Interview, Recorded } from './state.js';

const TIME_LIMIT = 3600;

function tell({ world, interview }: Context): object {
  const spent = Math.floor((Date.now() - interview.startedAt) / 1000);
  return {
    sessionId: interview.sessionId,
    candidateId: `candidate-${interview.id}`,
    totalQuestions: interview.questions.length,
    question: questionOf(interview.question, world.manner.starter),
    sandbox: { volumeId: `volume-${interview.id}`, workspaceDir: '/workspace', status: 'ready' },
    files: treeOf(interview),
    timeLimit: TIME_LIMIT,
    timeRemaining: Math.max(0, TIME_LIMIT - spent),
    startedAt: new Date(interview.startedAt).toISOString(),
    techStack: ['python'],
  };
}

function questionOf(question: AskedQuestion | undefined, starter: 'text' | 'files'): object | null {
  if (!question) return null;
  const { starterFiles, incremental: _, ...rest } = question;
  return { ...rest, starterCode: starter === 'files' ? starterFiles : (starterFiles[0]?.content ?? '') };
}

const progress = ({ world, interview }: Context): object => ({
  currentQuestion: questionOf(interview.question, world.manner.starter),
  completed: interview.index >= interview.questions.length,
  totalQuestions: interview.questions.length,
  currentQuestionIndex: interview.index,
  isIncremental: interview.question?.incremental === true,
});

function initialise(context: Context): void {
  context.interview.initialise(Date.now());
  context.ok(tell(context));
}

function next(context: Context): void {
  const { interview, body } = context;
  const { previousPerformance } = objectOf(body);
  if (!isObject(previousPerformance)) return context.fail(400, 'previousPerformance is missing');
  interview.performances.push(previousPerformance);
  interview.index = Math.min(interview.index + 1, interview.questions.length);
  if (interview.question?.incremental !== true) interview.layOut();
  context.ok(progress(context));
}

function submit({ interview, body, ok, fail }: Context): void {
  if (interview.submitted !== undefined) return fail(409, 'This interview was submitted already');
  interview.submitted = objectOf(body);
  ok({ message: 'Submitted', evaluation: { status: 'pending' } });
}

const TYPES: ReadonlySet<string> = new Set([
  'keystroke',
  'code_snapshot',
  'file_created',
  'file_deleted',
  'file_renamed',
  'terminal_output',
  'terminal_input',
  'test_run',
  'ai_interaction',
  'focus_change',
  'idle_start',
  'idle_end',
  'paste',
  'copy',
]);

function record({ interview, body, ok, fail }: Context, anyType: boolean): void {
  const given = objectOf(body);
  const events = 'events' in given ? listOf(given['events']) : [given];
  const wrong = events.find((each) => !isRecorded(each) || (!anyType && !TYPES.has(each.type)));
  if (wrong !== undefined)
    return fail(400, 'Invalid event', { details: JSON.stringify(wrong).slice(0, 200) });
  interview.events.push(...(events as Recorded[]));
  ok({ success: true, eventsRecorded: events.length });
}
const isRecorded = (value: unknown): value is Recorded => typeof objectOf(value)['type'] === 'string';

function recorded({ interview, query, ok }: Context): void {
  const offset = Number(query.get('offset') ?? 0);
  const type = query.get('type');
  const events = interview.events.filter((each) => !type || each.type === type);
  ok({ events: events.slice(offset, offset + Number(query.get('limit') ?? 100)), total: events.length });
}

/** Whether an interview has begun: but for its beginning, nothing is there before. */
export const begun = ({ initialised }: Interview): boolean => initialised > 0;

/** The interview itself: its beginning, its questions, its end, and what is recorded of it. */
export const sessionRoutes: readonly Route[] = [
  { method: 'POST', path: 'initialize', variants: ['current', 'legacy', 'streamed'], handle: initialise },
  { method: 'POST', path: 'init', variants: ['proposed'], handle: initialise },
  { method: 'GET', path: 'questions', handle: (context) => context.ok(progress(context)) },
  { method: 'POST', path: 'questions', handle: next },
  { method: 'POST', path: 'submit', handle: submit },
  {
    method: 'POST',
    path: 'metrics',
    handle: ({ interview, body, ok }) => {
      interview.metrics.push(body);
      ok({ success: true });
    },
  },
  { method: 'POST', path: 'events', handle: (context) => record(context, false) },
  { method: 'POST', path: 'events/batch', handle: (context) => record(context, true) },
  { method: 'GET', path: 'events', handle: recorded },
];
