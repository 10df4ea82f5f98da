import type { ExecutionOffer } from '@interview-room/core';
import type { Runner, RunRequest, TestRequest } from '@interview-room/runtimes';

/** What runs at the service that the system's own front end uses. Its code is loaded with the first run. */
export function pistonAt(url: string, fetcher: typeof fetch | undefined): ExecutionOffer {
  let runner: Promise<Runner> | undefined;
  const load = () =>
    (runner ??= import('../runners/index.js').then(({ pistonRunner }) =>
      pistonRunner({ url, ...(fetcher && { fetch: fetcher }) }),
    ));
  return {
    async *run(request) {
      yield* (await load()).run(request as RunRequest);
    },
    async *test(request) {
      yield* (await load()).test(request as TestRequest);
    },
  };
}
