import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection is done here and not by the browser, which would give the new text a `style` attribute after
 * what stood there: a strict Content-Security-Policy refuses that, and tells the page.
 */
export const writeOver: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { from, to, empty } = state.selection.main;
    const text =
      event.inputType === 'insertText' && event.cancelable && !event.isComposing ? event.data : null;
    if (!text || empty || view.composing || state.readOnly) return false;
    const insert = () =>
      state.update({ ...state.replaceSelection(text), userEvent: 'input.type', scrollIntoView: true });
    const taken = state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!taken) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
