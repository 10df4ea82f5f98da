// The reducers without the client: what a log amounts to, for those who keep logs and those who read old ones.
export { fold, initialState, STATE_VERSION, type LogState } from '../state/fold.js';
export { remainingOf, totalOf, type Timer } from '../state/timer.js';
export type { ChatMessage, Person, StageChange } from '../state/people.js';
export type { Activity, Note, Score } from '../state/review.js';
export { clientsOf, foreignClients, type Authors } from '../state/authors.js';
export { filesIn } from '../workspace/files-in.js';
export type {
  Advice,
  Assist,
  AssistCall,
  AssistStep,
  AssistTurn,
  Offer,
  Proposal,
  Whisper,
} from '../state/assist.js';
export { sourceOf, type Source } from '../workspace/sources.js';
