export { levelNames, type Level } from './levels/index.js';
export { createAssistant, type Assistant, type AssistantOptions } from './loop/assistant.js';
export type { AnswerOptions } from './loop/answer.js';
export {
  isAssistant,
  type Acted,
  type Answered,
  type Asked,
  type AssistantRoom,
  type Journal,
} from './talk/journal.js';
export { localJournal, type LocalJournalOptions } from './talk/local.js';
export { relayJournal, relayTransport, type RelayOptions } from './talk/relay.js';
export { modelMessages } from './talk/model-turns.js';
export { answerId, messagesOf, saidBefore, type Shown } from './talk/turns.js';
export { createToolbox, type Toolbox } from './tools/toolbox.js';
export type {
  Call,
  Outcome,
  ProposedEdit,
  ToolboxOptions,
  ToolFiles,
  ToolProposals,
  ToolRun,
  ToolRunEvent,
  ToolRunner,
} from './tools/ports.js';
export { roomFiles, writeTo, type RoomFilesOptions } from './tools/room-files.js';
export { roomProposals } from './tools/room-proposals.js';
export { changeBetween, rebase, type Change } from './tools/text.js';
export {
  contextItems,
  contextParts,
  previewContext,
  type ContextOptions,
  type ContextPreview,
  type OpenFile,
} from './context/context.js';
export type { ContextItem, ContextPart } from './context/parts.js';
export { partialEdit, PartialEdit, type GrowingEdit, type ReadFile } from './partial/partial-edit.js';
export { createCoach, type Coach, type CoachOptions } from './coach/coach.js';
export { adviceFor, offerFor, quiet, type Finding, type Quiet } from './coach/decide.js';
export { shareOf, type CoachFacts, type Share } from './coach/facts.js';
export {
  coachRules,
  coachSettings,
  type CoachRule,
  type CoachSettings,
  type Occurrence,
} from './coach/rules.js';
export { coachWords, type CoachWords } from './coach/words.js';
