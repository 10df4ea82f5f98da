import type { Page } from 'playwright-core';

const ADAPTER = /\/chunks\/(agent-runtime|auto|code-interview-agent|interviewlm|relay|yjs)-[\w-]{8}\.js$/;

/** Watches which dialects' code a page loads, from now on; gives their names as they are by then. */
export function adaptersOf(page: Page): () => string[] {
  const found = new Set<string>();
  page.on('request', (request) => {
    const [, name] = ADAPTER.exec(new URL(request.url()).pathname) ?? [];
    if (name) found.add(name);
  });
  return () => [...found].sort();
}
