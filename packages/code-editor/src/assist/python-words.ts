import {
  completeFromList,
  ifNotIn,
  snippetCompletion,
  type CompletionSource,
} from '@codemirror/autocomplete';

// lang-python has such a list too, but in the module of its grammar: taking it from there would make the grammar wait
// for the whole of completion, a tenth of what is loaded before the first key.
const functions = `abs aiter all anext any ascii bin breakpoint callable chr compile delattr dir divmod enumerate eval
  exec exit filter format getattr globals hasattr hash help hex id input isinstance issubclass iter len locals map max
  min next oct open ord pow print range repr reversed round setattr sorted sum vars zip`;
const types = `bool bytearray bytes classmethod complex dict float frozenset int list memoryview object property set
  slice staticmethod str super tuple type ArithmeticError AssertionError AttributeError BaseException EOFError Exception
  FileNotFoundError ImportError IndexError IOError KeyError KeyboardInterrupt LookupError ModuleNotFoundError NameError
  NotImplementedError OSError OverflowError PermissionError RecursionError RuntimeError StopAsyncIteration StopIteration
  SystemExit TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError UserWarning ValueError Warning
  ZeroDivisionError`;
const keywords = `and as assert async await break case class continue def del elif else except False finally for from
  global if import in is lambda match None nonlocal not or pass raise return True try while with yield`;
const snippets = {
  def: 'def ${name}(${params}):\n\t${}',
  class: 'class ${name}:\n\tdef __init__(self, ${params}):\n\t\t${}',
  for: 'for ${item} in ${items}:\n\t${}',
  while: 'while ${condition}:\n\t${}',
  if: 'if ${condition}:\n\t${}',
  try: 'try:\n\t${}\nexcept ${error}:\n\t${}',
  with: 'with ${value} as ${name}:\n\t${}',
};

const list = (words: string, type: string) => words.split(/\s+/).map((label) => ({ label, type }));

/** What Python brings: its functions, types, keywords, and the shapes of its statements. */
export const pythonWords: CompletionSource = ifNotIn(
  ['String', 'FormatString', 'Comment', 'PropertyName'],
  completeFromList([
    ...list(functions, 'function'),
    ...list(types, 'type'),
    ...list(keywords, 'keyword'),
    ...Object.entries(snippets).map(([label, text]) =>
      snippetCompletion(text, { label, type: 'keyword', detail: 'block', boost: -1 }),
    ),
  ]),
);
