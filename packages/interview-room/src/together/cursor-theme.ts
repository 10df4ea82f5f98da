import { EditorView } from '@codemirror/view';
import { HUES, hue } from './hues.js';

// The names have no underscore: the style module takes what follows one for a number that tells equal names apart.
const hues = Object.fromEntries(HUES.map((_, index) => [`.ir-hue-${index}`, { '--hue': hue(index).css }]));

/** How the others are drawn in an editor: in their hue, and with their own kind of line. */
export const cursorTheme = EditorView.baseTheme({
  ...hues,
  '.ir-line-solid': { '--stroke': 'solid' },
  '.ir-line-dashed': { '--stroke': 'dashed' },
  '.ir-line-dotted': { '--stroke': 'dotted' },
  '.ir-line-double': { '--stroke': 'double' },
  '.ir-carets': { pointerEvents: 'none' },
  // A border, not a ground: under forced colours it stays.
  '.ir-caret': {
    borderInlineStart: '2px var(--stroke) var(--hue)',
    marginInlineStart: '-1px',
  },
  '.ir-caret.ir-line-double': { borderInlineStartWidth: '4px', marginInlineStart: '-2px' },
  '.ir-flag': {
    position: 'absolute',
    insetBlockEnd: '100%',
    insetInlineStart: '-2px',
    maxInlineSize: '16em',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    padding: '1px 6px',
    borderRadius: '4px 4px 4px 0',
    border: '1px var(--stroke) transparent',
    background: 'var(--hue)',
    color: 'var(--_bg, Canvas)',
    font: '600 11px/16px var(--_font, system-ui)',
  },
  '.ir-flag[hidden]': { display: 'none' },
  '.ir-below .ir-flag': { insetBlock: '100% auto', borderStartStartRadius: '0', borderEndStartRadius: '4px' },
  '.ir-back .ir-flag': { insetInline: 'auto -2px' },
  '.ir-selection': {
    background: 'color-mix(in srgb, var(--hue) 22%, transparent)',
    borderBlockEnd: '2px var(--stroke) color-mix(in srgb, var(--hue) 70%, transparent)',
    boxSizing: 'border-box',
  },
  '.ir-author': {
    background: 'color-mix(in srgb, var(--hue) 12%, transparent)',
    borderBlockEnd: '1px var(--stroke) var(--hue)',
  },
  '.ir-pasted': { textDecoration: 'underline dotted var(--hue)', textUnderlineOffset: '3px' },
  '@media (forced-colors: active)': {
    '.ir-caret': { borderInlineStartColor: 'CanvasText' },
    '.ir-flag': { borderColor: 'CanvasText', color: 'CanvasText' },
    // Text has a ground of its own then, which would hide what is behind it.
    '.ir-selections': { zIndex: '100 !important', pointerEvents: 'none' },
    '.ir-selection': { background: 'transparent' },
    '.ir-selection, .ir-author': { borderBlockEndColor: 'CanvasText' },
  },
});
