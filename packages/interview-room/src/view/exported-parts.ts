/** The parts of the inner elements, as they are named outside: `exportparts` of each. */
export const EXPORTED = {
  header: 'title, status, language',
  question: 'meta: question-meta, statement: question-statement, hints: question-hints',
  files: 'tablist: file-tablist, tab: file-tab',
  panel:
    'toolbar: panel-toolbar, run-button, test-button, stop-button, console: panel-console, status: panel-status',
} as const;
