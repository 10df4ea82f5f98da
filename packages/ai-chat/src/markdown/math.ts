import type { TokenizerExtension, Tokens } from 'marked';

/**
 * Formulas inside a line: `$…$` as pandoc has it (no white space inside the marks, no digit behind them, so that
 * "$5 or $6" is money), `$$…$$`, `\(…\)`, `\[ … \]`.
 */
export const formula =
  /\$\$[^$]+\$\$|\$(?![\s$])(?:\\.|[^\\$\n])*(?<!\s)\$(?![\d$])|\\\([\s\S]+?\\\)|\\\[\s[\s\S]+?\s\\\]/y;

/** The formula that stands at `at`, or undefined. */
export function formulaAt(text: string, at: number): string | undefined {
  formula.lastIndex = at;
  return formula.exec(text)?.[0];
}

/** Keeps formulas as they were written. */
export const mathExtension: TokenizerExtension = {
  name: 'math',
  level: 'inline',
  start: (text) => {
    const at = text.search(/\$|\\[([]/);
    return at < 0 ? undefined : at;
  },
  tokenizer(text) {
    const raw = text[0] === '$' || text[0] === '\\' ? formulaAt(text, 0) : undefined;
    return raw === undefined ? undefined : ({ type: 'math', raw, text: raw } as Tokens.Generic);
  },
};

/** Hides the formulas of a text from the search for emphasis, length kept. */
export function maskFormulas(text: string): string {
  if (!/[$\\]/.test(text)) return text;
  return text.replace(new RegExp(formula.source, 'g'), (found) => `[${'a'.repeat(found.length - 2)}]`);
}
