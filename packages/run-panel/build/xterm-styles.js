// Writes src/console/xterm.styles.ts from the stylesheet of @xterm/xterm. Run it after that package was updated.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The stylesheet as a module. */
export function xtermStyles() {
  const path = createRequire(import.meta.url).resolve('@xterm/xterm/css/xterm.css');
  const source = readFileSync(path, 'utf8');
  const notice = source.slice(0, source.indexOf('*/') + 2);
  const rules = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\} /g, '}\n')
    .trim();
  return `// Written by build/xterm-styles.js from @xterm/xterm. Do not edit.\nimport { css } from 'lit';\n\n${notice}\nexport const xtermStyles = css\`\n${rules}\n\`;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../src/console/xterm.styles.ts', import.meta.url), xtermStyles());
}
