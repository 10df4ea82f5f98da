/**
 * Formulas inside a line: `$…$` as pandoc has it (no white space inside the marks, no digit behind them, so that
 * "$5 or $6" is money), `$$…$$`, `\(…\)`, `\[ … \]`.
 */
const formula =
  /\$\$[^$]+\$\$|\$(?![\s$])(?:\\.|[^\\$\n])*(?<!\s)\$(?![\d$])|\\\([\s\S]+?\\\)|\\\[\s[\s\S]+?\s\\\]/y;

/** The formula that stands at `at`, or undefined. */
export function formulaAt(text: string, at: number): string | undefined {
  formula.lastIndex = at;
  return formula.exec(text)?.[0];
}
