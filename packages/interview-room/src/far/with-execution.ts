import type { ExecutionOffer } from '@interview-room/core';
import type {
  LanguageInfo,
  RunEvent,
  Runner,
  RunRequest,
  TestEvent,
  TestRequest,
} from '@interview-room/runtimes';
import type { Execution } from '../view/sharing-element.js';

/** What says where programs run. */
interface Policy {
  readonly execution?: Execution;
  readonly remoteRunner?: Runner;
}

/** What else runs programs: what the backend offers, or a whole runner of it, made when it is first needed. */
export interface Elsewhere {
  readonly offer: ExecutionOffer | undefined;
  runner(): Promise<Runner | undefined>;
}

type Event = RunEvent | TestEvent;
type What = 'run' | 'test';
type Request = RunRequest | TestRequest;

/** A runner of the browser beside one of a backend: the same contract, with each run where the policy has it. */
export function withExecution(browser: Runner, elsewhere: () => Elsewhere, host: Policy): Runner {
  const inBrowser = (id: string) => browser.languages().some((each) => each.id === id);
  async function* perform(what: What, request: Request): AsyncGenerator<Event> {
    const { offer, runner } = elsewhere();
    const policy = host.execution ?? (offer?.[what] && offer.preferred ? 'remote-first' : 'browser-first');
    const { language } = request;
    if (policy.startsWith('browser') && inBrowser(language)) return yield* browser[what](request);
    const { chooseRunner } = await import('@interview-room/backends/runners');
    const remote = host.remoteRunner ?? (offer ? offered(offer, what, language) : await runner());
    const chosen = chooseRunner({ browser: () => browser, remote: remote ?? nobody, policy });
    yield* chosen[what](request);
  }
  return {
    languages: () => browser.languages(),
    capabilities: () => browser.capabilities(),
    run: (request) => perform('run', request) as AsyncIterable<RunEvent>,
    test: (request) => perform('test', request),
    check: async (request) => (inBrowser(request.language) ? browser.check(request) : []),
    dispose: () => browser.dispose(),
  };
}

/** Runs nothing. */
const nobody: Runner = {
  languages: () => [],
  capabilities: () => Promise.reject(new Error('There is nothing here that runs programs.')),
  async *run() {
    // It is never asked: it has no language.
  },
  async *test() {
    // Nor here.
  },
  check: async () => [],
  dispose: () => undefined,
};

/** One half of what a backend offers, as a runner that has the language that is asked for if the backend does. */
function offered(offer: ExecutionOffer, what: What, language: string): Runner {
  const has = offer[what] !== undefined && (offer.languages?.includes(language) ?? true);
  return {
    ...nobody,
    languages: () => (has ? [infoOf(language)] : []),
    run: (request) => (offer.run?.(request) ?? nobody.run(request)) as AsyncIterable<RunEvent>,
    test: (request) => (offer.test?.(request) ?? nobody.test(request)) as AsyncIterable<Event>,
  };
}

const infoOf = (id: string): LanguageInfo => ({
  id,
  label: id,
  version: '',
  extensions: [],
  entry: '',
  testing: [],
});
