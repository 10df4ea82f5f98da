import { showPanel, type EditorView, type Panel, type ViewUpdate } from '@codemirror/view';
import { ariaShortcut, icon, shortcut } from '@interview-room/ui';
import { check, chevronDown, x } from '@interview-room/ui/icons';
import { html, nothing, render, type TemplateResult } from 'lit';
import { decidable, decideOnAll } from '../decide.js';
import { proposalField, shownIn } from '../field.js';
import { proposalDesk, type ProposalWords } from '../host.js';
import { nextKey } from '../proposal.js';
import { undecided, type Shown } from '../shown.js';
import { goToHunk } from '../walk.js';
import { colored } from './who.js';

/** What is proposed, by whom, and what one can do with all of it; over the text, as long as something is left to decide. */
export const bar = showPanel.computeN([proposalField], (state) => {
  const shown = shownIn(state);
  return shown && (shown.growth || undecided(shown).length > 0) ? [open] : [null];
});

function open(view: EditorView): Panel {
  const dom = document.createElement('div');
  dom.className = 'cm-proposal-bar';
  dom.setAttribute('role', 'region');
  draw(dom, view);
  return { dom, top: true, update: (update) => redraw(dom, update) };
}

function redraw(dom: HTMLElement, { view, state, startState }: ViewUpdate): void {
  const same =
    shownIn(state) === shownIn(startState) &&
    state.facet(proposalDesk) === startState.facet(proposalDesk) &&
    state.readOnly === startState.readOnly;
  if (!same) draw(dom, view);
}

function draw(dom: HTMLElement, view: EditorView): void {
  const shown = shownIn(view.state);
  const words = view.state.facet(proposalDesk)?.words;
  if (!shown || !words) return;
  colored(dom, shown.proposal.hue);
  dom.dir = words.dir;
  dom.setAttribute('aria-label', words.region);
  render(content(view, shown, words), dom);
}

function content(view: EditorView, shown: Shown, words: ProposalWords): TemplateResult {
  const any = undecided(shown).length > 0;
  return html`<span class="cm-proposal-sum">${summary(shown, words)}</span>
    ${any ? walking(view, words) : nothing}${decidable(view.state) ? deciding(view, shown, words) : nothing}`;
}

function summary(shown: Shown, words: ProposalWords): string {
  const { author } = shown.proposal;
  if (shown.growth) return words.writing(author);
  const all = undecided(shown);
  const stuck = all.filter(({ status }) => status === 'conflict').length;
  const sums = [
    stuck < all.length ? words.proposes(author, all.length - stuck) : '',
    stuck > 0 ? words.stuck(stuck) : '',
  ];
  return sums.filter(Boolean).join(' · ');
}

function walking(view: EditorView, words: ProposalWords): TemplateResult {
  return html`<span class="cm-proposal-walk">
    ${step(view, -1, words.previous, `Shift-${nextKey}`)}${step(view, 1, words.next, nextKey)}
  </span>`;
}

function step(view: EditorView, way: 1 | -1, name: string, key: string): TemplateResult {
  return html`<button
    type="button"
    class=${way < 0 ? 'cm-proposal-step cm-proposal-back' : 'cm-proposal-step'}
    aria-label=${name}
    title="${name} (${shortcut(key)})"
    aria-keyshortcuts=${ariaShortcut(key)}
    @click=${() => goToHunk(view, way)}
  >
    ${icon(chevronDown)}
  </button>`;
}

function deciding(view: EditorView, shown: Shown, words: ProposalWords): TemplateResult {
  const open = undecided(shown).some(({ status }) => status === 'open');
  const accept = html`<button type="button" class="cm-proposal-all bordered" @click=${() => all(view, true)}>
    ${icon(check)} ${words.acceptAll}
  </button>`;
  return html`${open ? accept : nothing}<button
      type="button"
      class="cm-proposal-none bordered"
      @click=${() => all(view, false)}
    >
      ${icon(x)} ${open ? words.rejectAll : words.dismiss}
    </button>`;
}

/** The bar goes with what was decided, and the focus with it into the text. */
function all(view: EditorView, accepted: boolean): void {
  decideOnAll(view, accepted);
  if (!view.root.activeElement) view.focus();
}
