import type { RunEvent, TestEvent, TestRequest } from '@interview-room/runtimes';
import { errorOfReply, failure, isObject, objectOf, parseJson, textOf, WireError } from '../../wire/index.js';
import { send, textOfReply } from '../../wire/http.js';
import { events } from '../../wire/sse.js';
import type { Session } from '../session.js';
import { pause } from '../streams.js';
import type { Rate } from './rate.js';
import { millis, Results } from './results.js';

type Events = AsyncGenerator<TestEvent | RunEvent>;
type Exit = Extract<RunEvent, { type: 'exit' }>;

/** So long all tests may take, in milliseconds. */
const TIMEOUT = 120_000;
/** A wait that a backend asks for is kept up to this, and then tried once more. */
const PATIENCE = 65_000;

/** Runs the tests of the question at the backend. It never throws: what goes wrong is its last event. */
export async function* runTests(session: Session, rate: Rate, request: TestRequest): Events {
  const own = new AbortController();
  const callOff = session.bridge.clock.after(TIMEOUT + PATIENCE, () => own.abort());
  const signal = request.signal ? AbortSignal.any([own.signal, request.signal]) : own.signal;
  let began = session.bridge.clock.now();
  const took = () => Math.max(0, session.bridge.clock.now() - began);
  // What it waits for its turn is no time that the tests took.
  const turn = async (ms: number) => {
    await waitFor(session, ms, signal);
    began = session.bridge.clock.now();
  };
  const results = new Results(session.question);
  try {
    yield { type: 'progress', phase: 'load', where: 'remote' };
    await turn(rate.wait);
    await Promise.race([session.saved(), aborted(signal)]);
    const response = await ask(session, rate, bodyOf(session, request), { signal, turn });
    yield* read(response, results, signal);
    if (signal.aborted) throw failure('timeout');
    yield results.summary(took());
    yield exit(
      results.green ? 'ok' : 'error',
      took(),
      results.count === 0 ? 'The backend ran no tests.' : '',
    );
  } catch (error) {
    if (results.count > 0) yield results.summary(took());
    yield request.signal?.aborted ? exit('stopped', took()) : exit('crash', took(), whyOf(error));
  } finally {
    callOff();
    own.abort();
  }
}

const exit = (outcome: Exit['outcome'], durationMs: number, message = ''): Exit => ({
  type: 'exit',
  outcome,
  exitCode: outcome === 'ok' ? 0 : 1,
  durationMs,
  ...(message && { error: { name: 'BackendError', message } }),
});

/** What happened, and what to do next. */
function whyOf(error: unknown): string {
  const said = error instanceof WireError ? error.message : 'The tests could not be run by the backend.';
  return `${said} The tests can be run in this browser instead, where it can run the language.`;
}

async function waitFor({ bridge }: Session, ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  const seconds = Math.ceil(ms / 1000);
  const text = `Tests can be run five times a minute. These start in ${seconds} s; stop them if you would rather not wait.`;
  bridge.notice('info', 'run-tests', text);
  await pause(bridge.clock, ms, signal);
  signal.throwIfAborted();
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(failure('timeout'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** `testCases` is left out: the backend has them all, and the hidden ones are nobody's to send. */
function bodyOf(session: Session, { files, entry, language }: TestRequest): object {
  const { question } = session;
  const main = question?.entry.slice(question.entry.indexOf('/') + 1);
  const path = [main, entry, ...Object.keys(files)].find((each) => each !== undefined && each in files) ?? '';
  return {
    code: files[path] ?? session.current()?.content ?? '',
    language,
    ...(path && { fileName: path }),
    ...(question && { questionId: question.id }),
  };
}

interface Waits {
  readonly signal: AbortSignal;
  /** Waits for so long, until it is its turn. */
  turn(ms: number): Promise<void>;
}

/** Asks; once more, where the backend said how long to wait and that is not too long. */
async function ask(session: Session, rate: Rate, body: object, { signal, turn }: Waits): Promise<Response> {
  for (let again = false; ; again = true) {
    rate.began();
    const reply = await once(session, body, signal);
    if (!(reply instanceof WireError)) return reply;
    const wait = reply.code === 'rate' ? (reply.detail.retryAfterMs ?? rate.wait) : undefined;
    if (again || wait === undefined || wait > PATIENCE) throw reply;
    await turn(Math.max(wait, 1));
  }
}

async function once({ caller }: Session, body: object, signal: AbortSignal): Promise<Response | WireError> {
  const headers = { accept: 'text/event-stream, application/json' };
  const response = await send(caller, '/run-tests', { method: 'POST', body, headers }, signal).catch(
    () => undefined,
  );
  if (!response) return failure('network');
  if (response.ok) return response;
  return errorOfReply(response.status, response.headers, await textOfReply(response));
}

/** One reply, in either form. */
async function* read(response: Response, results: Results, signal: AbortSignal): Events {
  const { headers, body } = response;
  const type = headers.get('content-type') ?? '';
  if (body && type.includes('event-stream')) return yield* readStream(body, results, signal);
  const json = parseJson(await textOfReply(response));
  if (!isObject(json)) throw failure('html', { status: response.status });
  const inner = isObject(json['data']) ? json['data'] : json;
  if (!('results' in inner)) throw failure('server', {}, textOf(inner['error']).slice(0, 500));
  yield* results.readAll(inner['results']);
}

async function* readStream(body: ReadableStream<Uint8Array>, results: Results, signal: AbortSignal): Events {
  let expected: number | undefined;
  for await (const { event, json } of events(body, signal)) {
    const frame = objectOf(json);
    const name = event ?? textOf(frame['type']);
    if (name === 'start') expected = millis(frame['totalTests']);
    if (name === 'test_result') {
      const result = results.read(json);
      if (result) yield result;
    }
    if (name === 'done') return;
    if (name === 'error')
      throw failure('server', {}, textOf(frame['message'] ?? frame['error']).slice(0, 500));
  }
  // Some never say that they are done.
  if (expected === undefined || results.count < expected) throw failure('network');
}
