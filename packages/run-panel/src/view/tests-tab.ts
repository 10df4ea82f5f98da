import type { Localize } from '@interview-room/ui';
import type { Tested } from '../run/tested.js';
import type { Words } from '../strings.js';
import type { Tab } from './tabs.js';

/** The Tests tab, with how many pass. */
export function testsTab({ tests, live }: Tested, words: Localize<Words>): Tab {
  const tab = { id: 'tests', label: words.term('tests') };
  const counted = tests.filter((test) => test.status !== 'skipped');
  if (counted.length === 0) return tab;
  const passed = counted.filter((test) => test.status === 'passed').length;
  const [some, all] = [words.number(passed), words.number(counted.length)];
  const tone = passed < counted.length ? 'bad' : live ? undefined : 'ok';
  return {
    ...tab,
    badge: {
      text: `${some}/${all}`,
      words: words.term('passing', some, all, counted.length),
      ...(tone && { tone }),
    },
  };
}
