// Writes packages/ui/src/icons/lucide.ts from the icons named here. Run it after changing the list.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const names = `play square flask-conical trash-2 eraser copy check x chevron-right chevron-down chevron-left circle circle-check
circle-x circle-alert circle-minus triangle-alert clock rotate-ccw lightbulb file folder plus loader keyboard search ellipsis lock
info undo-2 pause send wifi wifi-off users eye-off flag arrow-down download terminal settings panel-left list-checks external-link corner-down-left minus pencil eye code thumbs-up thumbs-down`;

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve('lucide-static/package.json')), 'icons');
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

function shapes(name) {
  const svg = readFileSync(join(folder, `${name}.svg`), 'utf8');
  const inner = svg.slice(svg.indexOf('<svg'));
  return [...inner.matchAll(/<(path|circle|rect|line|polyline|polygon|ellipse)\s([^>]*?)\/?>/g)].map(
    ([, tag, rest]) => [
      tag,
      Object.fromEntries([...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
    ],
  );
}

const lines = names
  .split(/\s+/)
  .sort()
  .map((name) => `export const ${camel(name)}: IconShapes = ${JSON.stringify(shapes(name))};`);
const head = `// Written by .scripts/icons.js from lucide (ISC License, © Lucide Contributors). Do not edit.
import type { IconShapes } from './icon.js';
`;
writeFileSync(
  new URL('../packages/ui/src/icons/lucide.ts', import.meta.url),
  `${head}\n${lines.join('\n')}\n`,
);
