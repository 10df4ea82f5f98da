import { changeBetween } from './text.js';
import { questionFiles, type Question } from '@interview-room/core/question';
import type { Workspace } from '@interview-room/core';
import type { ToolFiles } from './ports.js';

/** What the files of a room are made of, each asked anew when it is wanted. */
export interface RoomFilesOptions {
  readonly workspace: Workspace;
  /** The question as this page has it. */
  question(): Question | undefined;
  language(): string;
}

/** The files of a room in the language that is open: what people made, and what of the question is shown. */
export function roomFiles({ workspace, question, language }: RoomFilesOptions): ToolFiles {
  const prefix = () => `${language()}/`;
  const given = () => {
    const open = question();
    return open ? questionFiles(open, language()) : [];
  };
  const marked = (path: string, mark: 'readonly' | 'hidden') =>
    given().some((file) => file[mark] && file.path.toLowerCase() === path.toLowerCase());
  return {
    prefix,
    files: () => ({
      ...Object.fromEntries(
        given()
          .filter(({ hidden }) => !hidden)
          .map(({ path, text }) => [path, text]),
      ),
      ...workspace.files(prefix()),
      ...Object.fromEntries(
        given()
          .filter(({ readonly, hidden }) => readonly && !hidden)
          .map(({ path, text }) => [path, text]),
      ),
    }),
    isReadonly: (path) => marked(path, 'readonly'),
    isHidden: (path) => marked(path, 'hidden'),
    write: (path, text) => writeTo(workspace, prefix() + path, text),
  };
}

/** Writes as the assistant, what differs alone, so that what others type beside it stays theirs. */
export function writeTo(workspace: Workspace, path: string, after: string): void {
  workspace.write('assistant', () => {
    const text = workspace.text(path);
    const { from, to, insert } = changeBetween(text.toString(), after);
    if (to > from) text.delete(from, to - from);
    if (insert) text.insert(from, insert);
  });
}
