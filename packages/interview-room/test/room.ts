import type { Question } from '@interview-room/core/question';
import { html } from 'lit';
import { fixture, until } from '../../../.config/testing/fixture.js';
import type { InterviewRoom } from '../src/interview-room.js';

let made = 0;

/** A question of its own for each test, so that none finds what another wrote. */
export function question(changes: Partial<Question> = {}): Question {
  return {
    id: `sum-${Date.now()}-${made++}`,
    title: 'Sum',
    difficulty: 'easy',
    statement: 'Return the **sum** of `a` and `b`.',
    timeMinutes: 10,
    hints: ['Add.', 'Use `+`.'],
    cases: [
      { call: 'add', args: [1, 2], expected: 3 },
      { call: 'add', args: [-1, 1], expected: 0 },
    ],
    languages: {
      python: {
        entry: 'main.py',
        files: {
          'main.py': 'def add(a, b):\n    return 0\n',
          'data.txt': { text: 'fixed\n', readonly: true },
          'secret.py': { text: 'x = 1\n', hidden: true },
        },
      },
      javascript: {
        entry: 'main.js',
        files: { 'main.js': 'export function add(a, b) {\n  return 0;\n}\n' },
      },
      typescript: {
        entry: 'main.ts',
        files: { 'main.ts': 'export function add(a: number, b: number): number {\n  return 0;\n}\n' },
      },
    },
    ...changes,
  };
}

export interface Shape {
  width?: number;
  theme?: 'light' | 'dark';
  dir?: 'ltr' | 'rtl';
  lang?: string;
  language?: string;
}

/** A room with a question, drawn. */
export async function roomWith(value: unknown, shape: Shape = {}): Promise<InterviewRoom> {
  const { width = 1000, theme = 'light', dir = 'ltr', lang = 'en', language = '' } = shape;
  const box = await fixture<HTMLElement>(
    html`<div lang=${lang} dir=${dir} style="inline-size: ${width}px">
      <interview-room theme=${theme} language=${language} .question=${value}></interview-room>
    </div>`,
  );
  const room = box.querySelector('interview-room');
  if (!room) throw new Error('no room');
  await room.updateComplete;
  return room;
}

/** The room once its editor can be typed in. */
export async function opened(room: InterviewRoom): Promise<InterviewRoom> {
  await until(() => within(room, '.start, code-editor'), 'the code');
  const start = within(room, '.start');
  const focuses = start?.checkVisibility() ?? false;
  start?.click();
  await until(() => room.editor?.view, 'the editor');
  // Who clicks on the code gets the cursor there, a moment later: a test that presses keys has to wait for it.
  if (focuses) await until(() => room.shadowRoot?.activeElement === room.editor, 'the focus');
  await room.updateComplete;
  return room;
}

export const within = <T extends HTMLElement = HTMLElement>(room: Element, selector: string): T | null =>
  room.shadowRoot?.querySelector<T>(selector) ?? null;

/** The same, inside an element of the room. */
export function inside<T extends HTMLElement = HTMLElement>(
  room: Element,
  outer: string,
  selector: string,
): T {
  const found = within(room, outer)?.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in ${outer}`);
  return found;
}

/** Types as a person would: through the editor's own input path. */
export function type(room: InterviewRoom, text: string): void {
  const view = room.editor?.view;
  view?.dispatch({ changes: { from: 0, insert: text }, userEvent: 'input.type' });
}

/** The text of the editor once it is what it should be. */
export const shows = (room: InterviewRoom, text: string): Promise<boolean> =>
  until(() => room.text?.includes(text), `the editor to show ${text}`);

/** The text of what is inside an element of the room, as far as it is there. */
export const said = (room: Element, outer: string, selector: string): string =>
  within(room, outer)?.shadowRoot?.querySelector(selector)?.textContent ?? '';
