import { objectOf, textOf } from '../../wire/index.js';
import { redacted } from '../redacted.js';
import type { Session } from '../session.js';

/** The same is not said again, and nothing so soon after something, in milliseconds. */
const SAME = 10 * 60_000;
const REST = 60_000;
const LONGEST = 500;

/** What the backend sees of somebody who is stuck is offered quietly, and not over and over. */
export function offerHints(session: Session): void {
  const { bridge } = session;
  let [last, at] = ['', -Infinity];
  session.onConnected((signal) =>
    session.listen('assistance', signal, (name, json, data) => {
      if (name === 'connected') return;
      const { isStuck, message } = objectOf(json);
      const text = textOf(message).trim().slice(0, LONGEST);
      if (isStuck !== true) return bridge.notice('event', name || 'assistance', redacted(json ?? data));
      const now = bridge.clock.now();
      const said = text || 'It looks as if you are stuck. You can ask the assistant.';
      if (now - at < (said === last ? SAME : REST)) return;
      [last, at] = [said, now];
      bridge.notice('nudge', 'assistance', said);
    }),
  );
}
