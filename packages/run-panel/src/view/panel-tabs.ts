import type { Localize } from '@interview-room/ui';
import type { TemplateResult } from 'lit';
import type { Tested } from '../run/tested.js';
import type { Words } from '../strings.js';
import { tabList } from './tabs.js';
import { testsTab } from './tests-tab.js';

/** What is looked at. */
export type PanelTab = 'console' | 'tests';

/** The panel's tabs: what is printed, and the tests with how many pass. */
export function panelTabs(
  tested: Tested,
  chosen: PanelTab,
  words: Localize<Words>,
  choose: (tab: PanelTab) => void,
): TemplateResult {
  const tabs = [{ id: 'console', label: words.term('console') }, testsTab(tested, words)];
  return tabList(tabs, chosen, words.term('views'), (id) => choose(id === 'tests' ? 'tests' : 'console'));
}
