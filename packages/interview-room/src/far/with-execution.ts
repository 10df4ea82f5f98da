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
export interface Policy {
  readonly execution?: Execution;
  readonly remoteRunner?: Runner;
}

/** What else runs programs: what the backend offers, or a whole runner of it, made when it is first needed. */
export interface Elsewhere {
  readonly offer: ExecutionOffer | undefined;
  runner(): Promise<Runner | undefined>;
}

const nowhere = (): Elsewhere => ({ offer: undefined, runner: async () => undefined });

type Event = RunEvent | TestEvent;
type What = 'run' | 'test';
type Request = RunRequest | TestRequest;

/** A runner of the browser beside one of a backend: the same contract, with each run where the policy has it. */
export function withExecution(browser: Runner, host: Policy, elsewhere: () => Elsewhere = nowhere): Runner {
  const inBrowser = (id: string) => browser.languages().some((each) => each.id === id);
  const policyOf = (offer: ExecutionOffer | undefined, what: What) =>
    host.execution ?? (offer?.[what] && offer.preferred ? 'remote-first' : 'browser-first');
  const remoteFor = async ({ offer, runner }: Elsewhere, what: What, language: string) =>
    host.remoteRunner ?? (offer ? offered(offer, what, language) : await runner()) ?? nobody;
  async function* perform(what: What, request: Request): AsyncGenerator<Event> {
    const there = elsewhere();
    const policy = policyOf(there.offer, what);
    const { language } = request;
    if (policy.startsWith('browser') && inBrowser(language)) return yield* browser[what](request);
    const { chooseRunner } = await import('@interview-room/backends/runners');
    const remote = await remoteFor(there, what, language);
    yield* chooseRunner({ browser: () => browser, remote, policy, typed: true })[what](request);
  }
  return {
    languages: () => {
      const policy = policyOf(elsewhere().offer, 'run');
      const taken = policy === 'remote-first' ? host.remoteRunner?.languages() : [];
      const isTaken = (id: string) => policy === 'remote' || taken?.some((each) => each.id === id);
      return browser.languages().filter(({ id }) => !isTaken(id));
    },
    capabilities: async (language = '') => {
      const there = elsewhere();
      const isHere = policyOf(there.offer, 'run').startsWith('browser') && inBrowser(language);
      if (language === '' || isHere) return browser.capabilities();
      const { remoteCapabilities } = await import('@interview-room/backends/runners');
      return remoteCapabilities('the service that runs this language');
    },
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
