/** A piece of what a question is asked with: a file, the results of tests, the time. Without text it is as it was told before. */
export interface ContextPart {
  readonly name: string;
  readonly text?: string | undefined;
}

/**
 * A text that a model is to read and not to follow. A fence that is longer than any in the text, and a name that is
 * written as JSON, keep it in: no text can end it early.
 */
export function asData(name: string, text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `<data name=${JSON.stringify(name.slice(0, 200))}>\n${fence}\n${text}\n${fence}\n</data>`;
}

/** What someone asked, with what is told with it of the room. */
export const withContext = (text: string, context: readonly ContextPart[] = []): string =>
  [...context.flatMap(({ name, text }) => (text === undefined ? [] : [asData(name, text)])), text].join(
    '\n\n',
  );
