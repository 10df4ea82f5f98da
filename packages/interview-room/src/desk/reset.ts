import type { Practice } from '../live/practice.js';
import type { Desk } from './desk.js';
import { editableFiles } from '../practice/files.js';

/**
 * Puts the starter back into every file that the question brought; files that the person made stay. What the editor
 * shows is replaced as one edit of its own, so that undo takes it back; the notice takes back all of it.
 */
export function resetFiles(desk: Desk, practice: Practice): void {
  const { language } = desk;
  const starters = editableFiles(desk.question, language);
  const before = starters.map(({ path }) => ({ path, text: practice.text(language, path) ?? '' }));
  const write = (files: readonly { path: string; text: string }[]) => {
    for (const { path, text } of files) {
      if (desk.language === language && desk.view.path === path) desk.replaceText(text);
      else practice.write(language, path, text);
    }
  };
  write(starters);
  desk.tell({ text: 'reset', undo: () => write(before) });
}
