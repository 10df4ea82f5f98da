import type { ExecutionOffer } from '@interview-room/core';
import type { RunEvent, Runner, RunRequest, TestEvent, TestRequest } from '@interview-room/runtimes';
import type { Execution } from '../view/sharing-element.js';

/** What says where programs run. */
interface Policy {
  readonly execution?: Execution;
  readonly remoteRunner?: Runner;
}

type Event = RunEvent | TestEvent;
type What = 'run' | 'test';

/** A runner of the browser beside one of a backend: the same contract, with each run where the policy has it. */
export function withExecution(
  browser: Runner,
  offered: () => ExecutionOffer | undefined,
  host: Policy,
): Runner {
  const remote = (): ExecutionOffer | undefined =>
    host.remoteRunner ? offerOf(host.remoteRunner) : offered();
  const perform = (what: What, request: RunRequest | TestRequest): AsyncIterable<Event> => {
    const offer = remote();
    const here = browser.languages().some(({ id }) => id === request.language);
    const there = offer?.[what] !== undefined && (offer.languages?.includes(request.language) ?? true);
    const where = whereOf(policyOf(host, offer), here, there);
    if (where === 'remote' && offer?.[what]) return offer[what](request) as AsyncIterable<Event>;
    if (where === 'browser') return browser[what](request);
    return nowhere(request.language, host.execution);
  };
  return {
    languages: () => browser.languages(),
    capabilities: () => browser.capabilities(),
    run: (request) => perform('run', request) as AsyncIterable<RunEvent>,
    test: (request) => perform('test', request),
    check: (request) => browser.check(request),
    dispose: () => browser.dispose(),
  };
}

function offerOf(runner: Runner): ExecutionOffer {
  return {
    languages: runner.languages().map(({ id }) => id),
    run: (request) => runner.run(request as RunRequest),
    test: (request) => runner.test(request as TestRequest),
  };
}

const policyOf = ({ execution }: Policy, offer: ExecutionOffer | undefined): Execution =>
  execution ?? (offer?.preferred ? 'remote-first' : 'browser-first');

const whereOf = (policy: Execution, here: boolean, there: boolean): 'browser' | 'remote' | undefined => {
  const order = { 'browser-first': ['browser', 'remote'], 'remote-first': ['remote', 'browser'], 'browser': ['browser'], 'remote': ['remote'] } as const; // prettier-ignore
  return order[policy].find((each) => (each === 'browser' ? here : there));
};

/** Nothing runs it: that is said where the program's output would have been. */
async function* nowhere(language: string, policy: Execution | undefined): AsyncGenerator<Event> {
  const only = policy === 'browser' || policy === 'remote' ? ` The page allows the ${policy} alone.` : '';
  const message = `Nothing here runs "${language}": neither the browser nor the backend has it.${only}`;
  yield {
    type: 'exit',
    outcome: 'crash',
    exitCode: 1,
    durationMs: 0,
    error: { name: 'LanguageError', message },
  };
}
