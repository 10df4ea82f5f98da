import { Facet, type RangeSet, type RangeValue, type StateEffect } from '@codemirror/state';
import { ViewPlugin, type EditorView } from '@codemirror/view';

/** How long after a change what is not in its own lines may still be as it was before, in milliseconds. */
const DELAY = 100;

/** Looks again; gives what the editor is to be told, if there is something. */
export type Look = (view: EditorView) => StateEffect<unknown> | undefined;

/** One timer for all who look, and nothing is told where they find what they knew. */
const looking = ViewPlugin.define((view) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    timer = undefined;
    const effects = view.state.facet(afterKeys).flatMap((each) => each(view) ?? []);
    if (effects.length > 0) view.dispatch({ effects });
  };
  return {
    update: ({ docChanged }) => {
      if (docChanged) timer ??= setTimeout(look, DELAY);
    },
    destroy: () => clearTimeout(timer),
  };
});

/**
 * What goes over all that is in view, of which a key changes next to nothing: it is asked for a moment after the text changed,
 * so that no key waits for it.
 */
export const afterKeys = Facet.define<Look>({ enables: looking });

/** Whether two sets have the very same ranges. */
export function isSame<Value extends RangeValue>(one: RangeSet<Value>, other: RangeSet<Value>): boolean {
  const [a, b] = [one.iter(), other.iter()];
  for (; a.value && b.value; a.next(), b.next())
    if (a.from !== b.from || a.to !== b.to || a.value !== b.value) return false;
  return a.value === b.value;
}
