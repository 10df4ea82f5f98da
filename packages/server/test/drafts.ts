import { newId, type Draft } from '@interview-room/core/protocol';

/** Something to append. */
export const draft = (text: unknown, id = newId()): Draft => ({
  id,
  by: 'ann',
  kind: 'chat.message',
  body: { text },
});
