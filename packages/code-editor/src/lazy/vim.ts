import type { Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView } from '@codemirror/view';
import { getCM, vim } from '@replit/codemirror-vim';

/** The line that `:` and `/` open has a prompt of one sign, which is no name. */
function nameCommandLine(view: EditorView): void {
  const name = () =>
    view.dom
      .querySelector('.cm-vim-panel input')
      ?.setAttribute('aria-label', view.state.phrase('Command line'));
  getCM(view)?.on('dialog', name);
}

/** Vim's keys, with its mode shown. */
export const vimKeys: Extension = [
  vim({ status: true }),
  ViewPlugin.define((view) => {
    nameCommandLine(view);
    return {};
  }),
];
