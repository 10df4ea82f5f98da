import { icon, type Localize } from '@interview-room/ui';
import { flaskConical, rotateCcw, terminal, triangleAlert } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Console } from '../console/console.js';
import type { ShownRun } from '../run/shown-run.js';
import type { Words } from '../strings.js';
import { runShortcut, testShortcut } from './keys.js';
import { whatFailed } from './status.js';

type W = Localize<Words>;

function empty(
  shape: typeof terminal,
  text: string,
  hint: string,
  extra: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="empty" part="empty">
    ${icon(shape)}
    <p>${text}</p>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}${extra}
  </div>`;
}

/** What stands over the console, or in its place. */
export function consoleNotice(
  run: ShownRun | undefined,
  { transcript, failure }: Pick<Console, 'transcript' | 'failure'>,
  language: string,
  words: W,
  retry: () => void,
): TemplateResult | typeof nothing {
  if (run?.unstarted) return problem(run, language, words, retry);
  if (transcript.empty) return emptyConsole(run, words);
  return failure ? plainConsole(transcript.text(), words) : nothing;
}

/** What stands in an empty console. */
function emptyConsole(run: ShownRun | undefined, words: W): TemplateResult | typeof nothing {
  if (run?.live || run?.unstarted) return nothing;
  if (run && run.stage.at === 'ended') return empty(terminal, words.term('nothingPrinted'), '');
  return empty(terminal, words.term('idle', runShortcut().shown), words.term('idleHint'));
}

/** What stands in an empty list of tests. */
export function emptyTests(run: ShownRun | undefined, words: W, showConsole: () => void): TemplateResult {
  if (run?.handle.mode !== 'test')
    return empty(flaskConical, words.term('noTestsYet', testShortcut().shown), words.term('noTestsHint'));
  if (run.live) return html``;
  const button = html`<button class="bordered" @click=${showConsole}>${words.term('showConsole')}</button>`;
  return empty(flaskConical, words.term('noResults'), words.term('noResultsHint'), button);
}

/** What went wrong before the program could begin, what is safe, and what to do. */
function problem(run: ShownRun, language: string, words: W, retry: () => void): TemplateResult {
  const advice = navigator.onLine ? 'tryAgainHint' : 'offline';
  // A service says itself what to do; else it is the connection by which a runtime did not come.
  const hint = run.refused && run.problem && navigator.onLine ? nothing : html`<p>${words.term(advice)}</p>`;
  return html`<div class="problem" part="problem">
    ${icon(triangleAlert)}
    <div>
      <p class="what">${whatFailed(run, language, words)}</p>
      ${hint}
      ${run.problem ? html`<p class="hint" dir="auto">${run.problem}</p>` : nothing}
      <button class="bordered" part="retry-button" @click=${retry}>${icon(rotateCcw)}${words.term('tryAgain')}</button>
    </div>
  </div>`;
}

/** The end of the output as plain text, where the terminal could not be loaded. */
function plainConsole(text: string, words: W): TemplateResult {
  return html`<div class="plain">
    <p class="hint">${words.term('noConsole')}</p>
    <pre tabindex="0" aria-label=${words.term('console')}>${text.slice(-65_536)}</pre>
  </div>`;
}
