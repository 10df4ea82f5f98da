import { newId } from '@interview-room/core/protocol';
import '../room-assist/assist-requests.js';
import type { SharedRoom } from './shared-room.js';

/** What the furniture of a shared room asks for or tells. */
type Name =
  | 'enter-request'
  | 'start-request'
  | 'try-request'
  | 'submit-request'
  | 'reopen-request'
  | 'end-request'
  | 'send-message-request'
  | 'typing-change'
  | 'unread-change'
  | 'tests-missing'
  | 'follow-request'
  | 'mute-cursor-request'
  | 'retry-request'
  | 'timer-set-request'
  | 'timer-start-request'
  | 'timer-pause-request'
  | 'timer-extend-request'
  | 'note-add-request'
  | 'note-change-request'
  | 'note-remove-request'
  | 'score-request'
  | 'moment-request'
  | 'assist-level-request'
  | 'assist-session-request'
  | 'assist-model-request'
  | 'assist-writes-request'
  | 'whisper-request'
  | 'assist-reply-request'
  | 'advice-request';

type Effect<K extends Name> = (room: SharedRoom, event: HTMLElementEventMap[K]) => unknown;

/** Each request and its effect: adding one is adding a row. */
const effects: { [K in Name]: Effect<K> } = {
  'enter-request': (room, { name }) => room.enter(name),
  'start-request': (room) => room.startNow(),
  'try-request': (room) => room.tryEditor(),
  'submit-request': (room) => room.submit(),
  'reopen-request': (room) => room.append('stage.changed', { stage: 'started' }),
  'end-request': (room) => room.append('stage.changed', { stage: 'ended' }),
  'send-message-request': (room, { text, replaces }) =>
    room.messages.send({ text }, () => room.append('chat.message', { text }), replaces),
  'typing-change': (room, { typing }) => room.room?.cast('chat.typing', { typing }),
  'unread-change': (room, { unread, lastRead }) => room.noteRead(unread, lastRead),
  'follow-request': (room, { person }) => room.together?.follow(person),
  'mute-cursor-request': (room, { person, muted }) => room.together?.mute(person, muted),
  'retry-request': (room) => room.retry(),
  'timer-set-request': (room, { totalMs }) => room.append('timer.set', { totalMs }),
  'timer-start-request': (room) => room.append('timer.started', {}),
  'timer-pause-request': (room) => room.append('timer.paused', {}),
  'timer-extend-request': (room, { byMs }) => room.append('timer.extended', { byMs }),
  'note-add-request': (room, { text, moment, replaces }) => {
    const words = { text, ...(moment !== undefined && { moment }) };
    return room.notes.send(words, () => room.append('note.added', { note: newId(), ...words }), replaces);
  },
  // In a narrow room the panel that says so is not seen.
  'tests-missing': ({ host }) => host.showPane('run'),
  'moment-request': (room, { seq }) => room.showMoment(seq),
  'note-change-request': (room, { note, text }) => room.append('note.changed', { note, text }),
  'note-remove-request': (room, { note }) => room.append('note.removed', { note }),
  'score-request': (room, { criterion, score, comment }) =>
    room.append('score.given', { criterion, score, ...(comment !== undefined && { comment }) }),
  'assist-level-request': (room, { level }) => room.append('assist.level', { level }),
  'assist-session-request': (room, { state }) => room.append('assist.session', { state }),
  'assist-model-request': (room, { model }) => room.append('assist.model', { model }),
  'assist-writes-request': (room, { direct }) => room.append('assist.writes', { direct }),
  'whisper-request': (room, { text }) => room.append('assist.whispered', { text }),
  'assist-reply-request': (room, { turn, text }) => room.append('assist.replied', { turn, text }),
  'advice-request': (room, { advice, taken }) => room.aid?.coach?.decide(advice, taken),
};

/** Answers what is asked for inside an element, until it is stopped. What is not taken is told by the room itself. */
export function answerSharedRequests(target: EventTarget, room: SharedRoom): () => void {
  const control = new AbortController();
  for (const [name, effect] of Object.entries(effects)) {
    const answer = async (event: Event) =>
      (effect as (room: SharedRoom, event: Event) => unknown)(room, event);
    target.addEventListener(name, (event) => void answer(event).catch(() => undefined), control);
  }
  return () => control.abort();
}
