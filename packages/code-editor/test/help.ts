import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import { fixture, until } from '../../../.config/testing/fixture.js';
import type { CodeEditor } from '../src/code-editor.js';
import '../src/define.js';

/** An editor in the page, drawn. */
export function make(template: TemplateResult = html`<code-editor></code-editor>`): Promise<CodeEditor> {
  return fixture<CodeEditor>(template);
}

/** What the editor shows. */
export function shown(editor: CodeEditor): string | undefined {
  return editor.view?.state.doc.toString();
}

/** What is inside its shadow root. */
export function inside<E extends HTMLElement = HTMLElement>(editor: CodeEditor, selector: string): E | null {
  return editor.renderRoot.querySelector<E>(selector);
}

/** Waits for something inside its shadow root. */
export function appears<E extends HTMLElement = HTMLElement>(
  editor: CodeEditor,
  selector: string,
): Promise<E> {
  return until(() => inside<E>(editor, selector), selector);
}

/** How often each of these events came. */
export function count(target: EventTarget, ...types: string[]): Record<string, number> {
  const counts = Object.fromEntries(types.map((type) => [type, 0]));
  for (const type of types) target.addEventListener(type, () => (counts[type] = (counts[type] ?? 0) + 1));
  return counts;
}

/** A change as a person's key makes it, without a keyboard. */
export function typed(editor: CodeEditor, text: string): void {
  const view = editor.view;
  if (!view) throw new Error('no view');
  view.dispatch({ ...view.state.replaceSelection(text), userEvent: 'input.type' });
}

/** Presses keys together: `chord('Control', 's')`. */
export async function chord(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ down: key });
  for (const key of keys.reverse()) await sendKeys({ up: key });
}

/** Has CodeMirror measure now: a page in the background gets no animation frames. */
export function measure(editor: CodeEditor): void {
  (editor.view as unknown as { measure(): void }).measure();
}

/** Scrolls as a wheel does, with the event that a page in the background waits for in vain. */
export function scrollTo(editor: CodeEditor, top: number): HTMLElement {
  const scroller = editor.view?.scrollDOM;
  if (!scroller) throw new Error('no view');
  measure(editor);
  scroller.scrollTop = top;
  scroller.dispatchEvent(new Event('scroll'));
  measure(editor);
  return scroller;
}
