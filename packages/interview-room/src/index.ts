export { InterviewRoom } from './interview-room.js';
export { FileTabs, type TabFile } from './file-tabs/file-tabs.js';
export {
  DeleteFileRequestEvent,
  NewFileRequestEvent,
  RenameFileRequestEvent,
  SelectFileRequestEvent,
} from './file-tabs/file-requests.js';
export { PaneSplitter } from './pane-splitter/pane-splitter.js';
export { PaneResizeEvent } from './pane-splitter/pane-resize-event.js';
export { QuestionView, type QuestionText } from './question-view/question-view.js';
export { RevealHintRequestEvent } from './question-view/reveal-hint-request-event.js';
export { RoomHeader, type LanguageChoice } from './room-header/room-header.js';
export {
  ExportRequestEvent,
  KeymapRequestEvent,
  LanguageRequestEvent,
  ResetRequestEvent,
  ShortcutsRequestEvent,
  type Keymap,
} from './room-header/header-requests.js';
export { RoomMenu, type MenuItem } from './room-menu/room-menu.js';
export { MenuSelectEvent } from './room-menu/menu-select-event.js';
export { RoomTimer } from './room-timer/room-timer.js';
export { BackendNoticeEvent } from './far/backend-notice-event.js';
export type { Execution } from './view/sharing-element.js';
export type { RoomLog } from './room-log/room-log.js';
export { RoomErrorEvent } from './problems/room-error-event.js';
export type { ProblemCode, Remark, RoomProblem } from './problems/problem.js';
export { RoomProgressEvent, RoomSolvedEvent, type RoomProgress } from './practice/room-events.js';
export { FollowRequestEvent, MuteCursorRequestEvent } from './room-people/people-requests.js';
export {
  TimerExtendRequestEvent,
  TimerPauseRequestEvent,
  TimerSetRequestEvent,
  TimerStartRequestEvent,
} from './room-clock/clock-requests.js';
export type {
  AdviceRequestEvent,
  AssistLevelRequestEvent,
  AssistModelRequestEvent,
  AssistReplyRequestEvent,
  AssistSessionRequestEvent,
  AssistWritesRequestEvent,
  WhisperRequestEvent,
} from './room-assist/assist-requests.js';
export type { RoomAssist } from './room-assist/room-assist.js';
export { RetryRequestEvent } from './room-status/retry-request-event.js';
export type { RoomPeople } from './room-people/room-people.js';
export type { RoomClock } from './room-clock/room-clock.js';
export type { RoomStatus } from './room-status/room-status.js';
export type { Sending } from './together/outgoing.js';
export type { Presence } from './together/whereabouts.js';
export { SendMessageRequestEvent, TypingChangeEvent, UnreadChangeEvent } from './room-chat/chat-events.js';
export type { RoomChat } from './room-chat/room-chat.js';
export type { PendingMessage } from './room-chat/chat-view.js';
export { EnterRequestEvent, StartRequestEvent, TryRequestEvent } from './room-lobby/lobby-requests.js';
export { EndRequestEvent, ReopenRequestEvent, SubmitRequestEvent } from './room-lobby/submit-requests.js';
export type { RoomLobby } from './room-lobby/room-lobby.js';
export type { RoomSubmit, SubmittedFile } from './room-lobby/room-submit.js';
export {
  MomentRequestEvent,
  NoteAddRequestEvent,
  NoteChangeRequestEvent,
  NoteRemoveRequestEvent,
  ScoreRequestEvent,
} from './room-notes/notes-requests.js';
export type { RoomNotes } from './room-notes/room-notes.js';
export type { Criterion, RoomScorecard } from './room-notes/room-scorecard.js';
export type { Judged } from './room-notes/judged-view.js';
