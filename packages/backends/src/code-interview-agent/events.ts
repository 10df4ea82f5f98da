import { saidIn, shownIn, type Word } from './frames.js';

/** What an event may do to the room. */
export interface Effects {
  tell(level: 'event' | 'info' | 'nudge' | 'warning' | 'error', name: string, text: string): void;
  /** In the interviewer's voice. */
  say(text: string, word: Word): Promise<void>;
  message(word: Word): Promise<void>;
  code(word: Word): void;
  question(word: Word): Promise<void>;
  stage(stage: 'started' | 'submitted' | 'ended', note?: string): Promise<void>;
  /** The backend said that something does not work. */
  fault(word: Word): void;
  /** The agent's work is over, for a reason of the backend's. */
  completed(reason: string, word: Word): Promise<void>;
  stopped(word: Word): Promise<void>;
  /** There was sound. */
  sound(): void;
}
type Effect = (room: Effects, word: Word) => void | Promise<void>;

const nothing: Effect = () => undefined;
/** Tells the backend's words, or ours where it has none. */
const tells =
  (level: 'info' | 'nudge', text: string): Effect =>
  (room, word) =>
    room.tell(level, word.name, saidIn(word.data, 'message', 'text') || text);

/** What each event of either variant does. Adding one is adding a row. What is not here is shown as it came. */
export const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['connect', nothing],
  ['connected', nothing],
  ['heartbeat', nothing],
  ['pong', nothing],
  ['agent_started', tells('info', 'The interviewer comes.')],
  ['interview_initializing', tells('info', 'The interviewer is getting ready.')],
  ['interview_initialized', tells('info', 'The interviewer is ready.')],
  ['question_selecting', tells('info', 'The interviewer chooses a question.')],
  ['question_selected', async (room, word) => {
    tells('info', `The question is “${saidIn(word.data, 'question_title', 'title')}”.`)(room, word);
    await room.question(word);
  }],
  ['interview_started', async (room, word) => {
    await room.stage('started');
    await room.question(word);
    await room.say(saidIn(word.data, 'message') || welcome(word), word);
  }],
  ['inactivity_nudge', tells('nudge', 'Are you still there? Say or write what you are thinking, also where you are stuck.')],
  ['submit_detected', async (room, word) => {
    tells('info', 'The interviewer saw that you are done.')(room, word);
    await room.stage('submitted');
  }],
  ['interview_completing', tells('info', 'The interviewer brings the interview to its end.')],
  ['interview_completed', (room, { data }) => room.stage('ended', saidIn(data, 'message'))],
  ['agent_completed', (room, word) => room.completed(saidIn(word.data, 'reason').toLowerCase(), word)],
  ['agent_stopped', (room, word) => room.stopped(word)],
  ['error_occurred', (room, word) => room.fault(word)],
  ['error', (room, word) => room.fault(word)],
  ['message', (room, word) => room.message(word)],
  ['code_update', (room, word) => room.code(word)],
  ['audio_data', (room) => room.sound()],
  ['subprocess_output', (room, { data }) => {
    const stream = saidIn(data, 'stream') === 'stderr' ? 'stderr' : 'stdout';
    room.tell('event', stream, typeof data['data'] === 'string' ? data['data'] : shownIn(data));
  }],
]); // prettier-ignore

/** Only a living agent says these. */
export const life: ReadonlySet<string> = new Set([
  'agent_started',
  'interview_initializing',
  'interview_initialized',
  'question_selecting',
  'question_selected',
  'interview_started',
  'inactivity_nudge',
]);
/** After these nothing more has to be asked to end. */
export const ends: ReadonlySet<string> = new Set([
  'interview_completing',
  'interview_completed',
  'agent_completed',
  'agent_stopped',
]);

function welcome({ data }: Word): string {
  const name = saidIn(data, 'candidate_name');
  const title = saidIn(data, 'question_title');
  const difficulty = saidIn(data, 'difficulty');
  const hello = name ? `Welcome, ${name}.` : 'Welcome.';
  if (!title) return `${hello} Let us begin.`;
  return `${hello} Let us begin with “${title}”${difficulty ? ` (${difficulty})` : ''}.`;
}
