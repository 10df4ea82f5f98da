/** An agent runtime asks nothing: the room gets an editor, for what its tasks make. */
export const workspaceQuestion = {
  id: 'workspace',
  title: 'Workspace',
  statement:
    'A place for what the tasks make. Start one in the tab **Tasks**, look at its files, and put those that you want here.\n',
  languages: {
    typescript: { entry: 'main.ts', files: { 'main.ts': '' }, cases: [] },
    javascript: { entry: 'main.js', files: { 'main.js': '' }, cases: [] },
    python: { entry: 'main.py', files: { 'main.py': '' }, cases: [] },
  },
};
