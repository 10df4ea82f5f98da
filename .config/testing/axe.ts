import 'axe-core/axe.min.js';
import type { AxeResults, RunOptions } from 'axe-core';

declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

/** What axe finds against WCAG 2.2 AA, as one line a violation; empty when all is well. */
export async function violations(element: Element): Promise<string[]> {
  const result = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {
      'region': { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  });
  return result.violations.map(
    (found) => `${found.id}: ${found.help}: ${found.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}
