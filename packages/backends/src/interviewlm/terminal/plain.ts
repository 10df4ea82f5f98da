import { callJson, isObject, objectOf, readEvents } from '../../wire/index.js';
import { Once } from './once.js';
import type { Join, Over, Way } from './way.js';

/** Without a sign of life for so long it is dead. */
const SILENCE = 60_000;
/** What a reply said, the stream says again within this, if at all, in milliseconds. */
const AGAIN = 2_000;

/** A stream of what is printed, and requests for what is typed, whose replies may say what was printed instead. */
export function plain(): Way {
  // A reply may come when its stream is lost, or another is there: there is one of it for all of them.
  let once: Once | undefined;
  return {
    name: 'stream',
    keeps: true,
    join: (at) => join(at, (once ??= new Once(at.output))),
  };
}

async function join(at: Join, once: Once): Promise<Over> {
  const { session, signal, life } = at;
  const { bridge, caller } = session;
  let forget = () => {};
  const send = async (body: object) => {
    once.ask();
    const call = { method: 'POST', body, signal: life } as const;
    const reply = await callJson(caller, '/terminal/input', call).catch((error: unknown) => {
      once.replied('');
      throw error;
    });
    const { output } = objectOf(reply);
    once.replied(typeof output === 'string' ? output : '');
    forget();
    forget = bridge.clock.after(AGAIN, () => once.forget());
  };
  const opened = () =>
    at.opened({
      send: (data) => send({ type: 'input', data }),
      interrupt: () => void send({ type: 'interrupt', data: '' }).catch(at.lost),
      resize: () => {},
    });
  for await (const { event = '', json, data } of readEvents(caller, '/terminal', {
    signal,
    silenceMs: SILENCE,
    opened,
  })) {
    // prettier-ignore
    const over = hear(at, once, event, json, data);
    if (over) return over;
  }
  return { next: 'again' };
}

function hear(at: Join, once: Once, event: string, json: unknown, data: string): Over | undefined {
  if (isObject(json) && typeof json['output'] === 'string') once.streamed(json['output']);
  else if (isObject(json) && json['done']) return { next: 'ended' };
  else if (isObject(json) && json['reconnect']) return { next: 'again' };
  else if (!isObject(json) || !('connected' in json))
    at.session.bridge.notice('event', event || 'terminal', data.slice(0, 2000));
  return undefined;
}
