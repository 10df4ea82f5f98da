import { hashQuestion } from '@interview-room/core';
import type { Bridge } from '../bridge/index.js';

/** The file that a language's programs begin in. */
const entries: Readonly<Record<string, string>> = {
  javascript: 'main.js',
  python: 'main.py',
  typescript: 'main.ts',
  go: 'main.go',
  ruby: 'main.rb',
  lua: 'main.lua',
  php: 'main.php',
  c: 'main.c',
  cpp: 'main.cpp',
  rust: 'main.rs',
  java: 'Main.java',
  sql: 'main.sql',
};
/** Those of a pad itself. */
const usual = ['javascript', 'python'];

export const isLanguage = (name: string): boolean => Object.hasOwn(entries, name);

/** Where a pad's one text stands while it is in a language. */
export const pathOf = (language: string): string => `${language}/${entries[language] ?? 'main.txt'}`;

/** A pad has no question: the room is given one that says what it is. */
export async function openPad(bridge: Bridge, id: string, language: string): Promise<void> {
  const languages = [...new Set([...usual, language])].map((each) => {
    const entry = entries[each] ?? 'main.txt';
    return [each, { entry, files: { [entry]: '' } }] as const;
  });
  const question = {
    id: 'shared-pad',
    title: 'Shared pad',
    statement: `One text, which everyone here writes together. What is run is shown to all.\n\nPad: \`${id.replaceAll('`', '')}\``,
    cases: [],
    languages: Object.fromEntries(languages),
  };
  const hash = hashQuestion(question);
  if (bridge.state.question?.hash === hash) return;
  await bridge.enter('room', 'room.opened', { question: { id: question.id, hash }, content: question });
}
