/** Frames that are random, cut short, out of order, or meant to do harm. None of them ends the interview. */
export function* hostile(count: number, seed: number): Generator<string> {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const names = ['message', 'code_update', 'question_selected', 'interview_started', 'interview_initializing', 'error_occurred', 'inactivity_nudge', 'audio_data', 'subprocess_output', 'agent_event', 'heartbeat', 'pong', '__proto__', 'constructor', 'toString', '', 'x'.repeat(5000)]; // prettier-ignore
  const value = (depth = 0): unknown =>
    pick<() => unknown>([
      () => null,
      () => random(1e9) / 7,
      () => 'y'.repeat(random(3000)),
      () => `Question ${random(1e6)}`,
      () => '2026-01-01T00:00:00.000000',
      () => '<img src=x onerror=alert(1)>\u0000\ud800',
      () => (depth > 3 ? [] : Array.from({ length: random(4) }, () => value(depth + 1))),
      () => (depth > 3 ? {} : body(depth + 1)),
    ])();
  const keys = ['event_type', 'data', 'message', 'code', 'language', 'question_title', 'difficulty', 'question', 'reason', 'timestamp', 'stream', 'text', 'sender', 'file_name', '__proto__', 'success']; // prettier-ignore
  const body = (depth = 0): object => Object.fromEntries(Array.from({ length: random(6) }, () => [pick(keys), value(depth)])); // prettier-ignore
  for (let n = 0; n < count; n++) {
    const text = JSON.stringify({ type: pick(names), event_type: pick(names), data: { event_type: pick(names), ...body() } }); // prettier-ignore
    const kind = random(10);
    if (kind === 0) yield text.slice(0, random(text.length));
    else if (kind === 1) yield '['.repeat(random(20_000));
    else if (kind === 2)
      yield String.fromCharCode(...Array.from({ length: random(50) }, () => random(65_536)));
    else if (kind === 3)
      yield `{"__proto__":{"polluted":1},"type":${JSON.stringify(pick(names))},"data":{"__proto__":{"polluted":1}}}`; // prettier-ignore
    else yield text;
  }
}
