import { readFileSync } from 'node:fs';

/** What docs/PROTOCOL.md says. */
export const protocolText = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8');

/** The examples of a sort, each a JSON value; several in a block stand a line each. */
export function examples(sort: string): unknown[] {
  const blocks = [...protocolText.matchAll(new RegExp(`^\`\`\`json ${sort}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  return blocks
    .flatMap(([, code = '']) => (code.startsWith('{ "kind"') ? code.trim().split('\n') : [code]))
    .map((code) => JSON.parse(code) as unknown);
}
