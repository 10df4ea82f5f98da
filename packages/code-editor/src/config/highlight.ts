import { syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tagHighlighter, tags } from '@lezer/highlight';

/**
 * Which part of a program gets which class; the colours are in `styles/syntax.styles.ts`. Operators and brackets are left
 * as the text is: as spans they would be half of all, and each costs at each key in its line.
 */
export const highlighter = tagHighlighter([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self, tags.null, tags.bool],
    class: 'tok-keyword',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], class: 'tok-string' },
  { tag: tags.escape, class: 'tok-escape' },
  { tag: [tags.number, tags.literal], class: 'tok-number' },
  { tag: [tags.comment, tags.docString], class: 'tok-comment' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    class: 'tok-function',
  },
  {
    tag: [tags.typeName, tags.className, tags.namespace, tags.tagName, tags.definition(tags.className)],
    class: 'tok-type',
  },
  { tag: [tags.propertyName, tags.attributeName, tags.labelName], class: 'tok-property' },
  { tag: [tags.meta, tags.annotation, tags.standard(tags.variableName)], class: 'tok-builtin' },
  { tag: tags.invalid, class: 'tok-invalid' },
]);

export const highlighting: Extension = syntaxHighlighting(highlighter);
