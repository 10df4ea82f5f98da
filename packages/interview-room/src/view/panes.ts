import type { Localize } from '@interview-room/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { RoomDesk } from '../desk/room-desk.js';
import type { Words } from '../locales/en.js';
import type { RoomView } from '../practice/view.js';
import type { RoomProblem } from '../problems/problem.js';
import { EXPORTED } from './exported-parts.js';
import { PANES, type Pane } from './pane-tabs.js';
import { renderPreview } from './preview.js';
import { renderProblem } from './problem-card.js';
import { renderEditor, renderPanel, type Look } from './room-parts.js';
import type { SharedParts } from './shared-parts.js';
import { renderBar, renderSkeleton } from './skeleton.js';
import { renderSplitter } from './splitters.js';

/** What the panes are drawn from, and what they ask for. */
export interface PanesState {
  words: Localize<Words>;
  look: Look;
  desk: RoomDesk | undefined;
  view: RoomView | undefined;
  /** The editor is drawn now, and what is around it after it. */
  editorFirst: boolean;
  problem: RoomProblem | undefined;
  shared: SharedParts | undefined;
  narrow: boolean;
  /** The page wrote a statement of its own. */
  ownStatement: boolean;
  start: () => void;
  retry: () => void;
  /** Runs, where the panel's own code is not here to ask for it. */
  run: ((mode: 'run' | 'test') => void) | undefined;
}

/** What is drawn around the editor: while that is put up, as if there were no question yet. */
export const aroundEditor = (state: PanesState): PanesState =>
  state.editorFirst ? { ...state, desk: undefined, view: undefined } : state;

/** The panes, side by side where there is room. */
export function renderPanes(state: PanesState): TemplateResult {
  const { words, shared } = state;
  const around = aroundEditor(state);
  const side = shared?.side();
  return html`<div class="panes" ?data-shared=${side !== undefined}>
    ${renderStatement(around)} ${renderSplitter(words, 'columns')}
    <div class="work">${renderCode(state, around)} ${renderSplitter(words, 'rows')} ${renderRun(around)}</div>
    ${side ? renderPane(state, 'room', side) : nothing}
  </div>`;
}

/** There is no question: what the page wrote is still there to read. */
export function renderStopped(state: PanesState, problem: RoomProblem): TemplateResult {
  const { ownStatement, words, retry } = state;
  return html`<div class="panes ${ownStatement ? '' : 'single'}">
    ${ownStatement ? renderStatement(state) : nothing} ${renderProblem(words, problem, retry)}
  </div>`;
}

function renderPane({ narrow, words }: PanesState, pane: Pane, content: unknown): TemplateResult {
  return html`<section
    class="pane"
    id=${pane}
    part="${pane}-pane"
    role=${narrow ? 'tabpanel' : 'group'}
    aria-label=${narrow ? nothing : words.term(PANES[pane])}
    aria-labelledby=${narrow ? `tab-${pane}` : nothing}
    tabindex=${pane === 'problem' ? 0 : -1}
  >
    ${content}
  </section>`;
}

function renderStatement(state: PanesState): TemplateResult {
  const { desk, view, ownStatement, words } = state;
  if (!desk && !ownStatement) return renderPane(state, 'problem', renderSkeleton(words.term('roomLoading')));
  // Nothing may stand between the tags of the view but the slot: white space would take the statement's place.
  return renderPane(
    state,
    'problem',
    html`<question-view
      part="question"
      exportparts=${EXPORTED.question}
      no-title
      .question=${desk?.question}
      .revealed=${view?.revealed ?? 0}
      ?fixed=${view?.hintable === false}
      >${ownStatement ? html`<slot></slot>` : nothing}</question-view
    >`,
  );
}

function renderCode(state: PanesState, { view }: PanesState): TemplateResult {
  return renderPane(
    state,
    'code',
    html`${view ? renderFiles(view) : renderBar('files')} ${renderText(state)}`,
  );
}

const renderFiles = (view: RoomView): TemplateResult =>
  html`<file-tabs
    exportparts=${EXPORTED.files}
    .files=${view.tabs}
    .reserved=${view.reserved}
    selected=${view.path}
    ?fixed=${view.locked}
  ></file-tabs>`;

function renderText({ desk, view, words, problem, look, start, retry }: PanesState): unknown {
  if (!desk || !view) return nothing;
  if (problem) return renderProblem(words, problem, retry);
  if (desk.opening.state === 'open') return renderEditor(desk, view, look);
  const { text, path, begun } = view;
  return renderPreview(words, { text, path, begun, opening: desk.opening.state === 'opening', start });
}

const renderRun = (state: PanesState): TemplateResult =>
  renderPane(
    state,
    'run',
    state.desk ? renderPanel(state.desk, state.view, state.look, state.run) : renderBar('run'),
  );
