import type { RunRequestEvent } from '@interview-room/run-panel';
import { faultOf } from '../file-tabs/file-name.js';
import type { Practice } from '../live/practice.js';
import type { Desk } from './desk.js';
import { resetFiles } from './reset.js';

/** What the elements ask for. */
export type RequestName =
  | 'run-request'
  | 'language-request'
  | 'select-file-request'
  | 'new-file-request'
  | 'rename-file-request'
  | 'delete-file-request'
  | 'reveal-hint-request'
  | 'reset-request'
  | 'keymap-request'
  | 'export-request'
  | 'shortcuts-request';

type Effect<K extends RequestName> = (desk: Desk, event: HTMLElementEventMap[K]) => void | Promise<void>;

const free = (desk: Desk, path: string): boolean =>
  !desk.view.locked &&
  faultOf(path, [...desk.view.reserved, ...desk.view.tabs.map((tab) => tab.path)]) === undefined;

const isOwn = (desk: Desk, path: string): boolean =>
  !desk.view.locked && desk.view.tabs.some((tab) => tab.path === path && tab.own === true);

/** What was typed into a file has to be in the record before another takes its place in the editor. */
const settle = async (desk: Desk): Promise<void> => {
  if (desk.active) await desk.open();
};

/** Puts a deleted file back where it was, and shows it. */
function restore(
  desk: Desk,
  practice: Practice,
  file: { language: string; path: string; text: string },
): void {
  const { language, path, text } = file;
  if (practice.text(language, path) === undefined) practice.create(language, path, text);
  if (desk.language === language) desk.choose({ path });
}

/** Goes on in another language, if the question has it. */
export async function changeLanguage(desk: Desk, language: string): Promise<void> {
  if (!desk.view.languages.some(({ id }) => id === language)) return;
  await settle(desk);
  desk.choose({ language, path: undefined });
  const practice = await desk.open();
  practice.recordLanguage(language);
}

/** Each request and its effect. Whatever dispatches the event takes part: an element of ours, or a button of the page. */
export const requests: { [K in RequestName]: Effect<K> } = {
  'run-request': async (desk, event: RunRequestEvent) => {
    if (desk.ready) return;
    event.preventDefault();
    await desk.runLater(event.mode);
  },
  'language-request': (desk, { language }) => changeLanguage(desk, language),
  'select-file-request': async (desk, { path }) => {
    await settle(desk);
    desk.choose({ path });
  },
  'new-file-request': async (desk, { path }) => {
    const practice = await desk.open();
    if (!free(desk, path)) return;
    practice.create(desk.language, path, '');
    desk.choose({ path });
  },
  'rename-file-request': async (desk, { path, to }) => {
    const practice = await desk.open();
    if (!isOwn(desk, path) || !free(desk, to)) return;
    practice.rename(desk.language, path, to);
    desk.choose({ path: to });
  },
  'delete-file-request': async (desk, { path }) => {
    const practice = await desk.open();
    if (!isOwn(desk, path)) return;
    const { language } = desk;
    const text = practice.text(language, path) ?? '';
    practice.remove(language, path);
    desk.choose({ path: undefined });
    desk.tell({ text: { deleted: path }, undo: () => restore(desk, practice, { language, path, text }) });
  },
  'reveal-hint-request': async (desk, event) => {
    event.preventDefault();
    const practice = await desk.open();
    if (practice.revealed < (desk.question.hints?.length ?? 0)) practice.revealHint(practice.revealed);
  },
  'reset-request': async (desk) => {
    const practice = await desk.open();
    if (!desk.view.locked) resetFiles(desk, practice);
  },
  'keymap-request': (desk, { keymap }) => desk.choose({ keymap }),
  'export-request': async (desk, { what }) => {
    const practice = await desk.open();
    const { downloadFiles, downloadRecord } = await import('./export.js');
    await (what === 'files' ? downloadFiles(desk, practice) : downloadRecord(desk, practice));
  },
  'shortcuts-request': (desk) => desk.showShortcuts(),
};

/** Listens on a room for every request of the table. What an effect cannot do was told by the desk already. */
export function answerRequests(target: EventTarget, desk: () => Desk | undefined): void {
  for (const [name, effect] of Object.entries(requests)) {
    target.addEventListener(name, (event) => {
      const at = desk();
      if (!at) return;
      void Promise.resolve((effect as (desk: Desk, event: Event) => unknown)(at, event)).catch(
        () => undefined,
      );
    });
  }
}
