// What oxlint has no rules for: lit templates, custom elements, their accessibility, and who may import whom.
import lit from 'eslint-plugin-lit';
import a11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import typescript from 'typescript-eslint';

const ours = [
  'core',
  'runtimes',
  'ui',
  'assistant',
  'backends',
  'code-editor',
  'ai-chat',
  'run-panel',
  'task-panel',
  'interview-room',
  'server',
  'conformance',
];
const mayImport = {
  'core': [],
  'runtimes': [],
  'ui': [],
  'code-editor': ['ui'],
  'assistant': ['core'],
  'ai-chat': ['ui', 'assistant/streams'],
  'run-panel': ['ui', 'runtimes'],
  'backends': ['core', 'assistant/streams', 'runtimes'],
  'task-panel': ['ui', 'backends/tasks'],
  'interview-room': ours.filter((name) => name !== 'server' && name !== 'conformance'),
  'server': ['core', 'runtimes', 'assistant/streams', 'assistant/levels', 'assistant/talk'],
  'conformance': ['core', 'backends'],
};

const sinks = ['innerHTML', 'outerHTML', 'srcdoc'].map((property) => ({
  selector: `AssignmentExpression[left.property.name="${property}"]`,
  message: `No HTML sinks: ${property} is not to be assigned.`,
}));

export default [
  { ignores: ['**/dist/**', '**/node_modules/**'] },
  {
    files: ['packages/*/src/**/*.ts'],
    languageOptions: { parser: typescript.parser },
    plugins: { lit, wc, 'lit-a11y': a11y },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/recommended'].rules,
      ...a11y.configs.recommended.rules,
      'wc/guard-super-call': 'off',
      'no-restricted-syntax': [
        'error',
        ...sinks,
        {
          selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|writeln)$/]',
          message: 'No HTML sinks.',
        },
        {
          selector: 'ImportDeclaration[source.value=/unsafe-(html|svg)/]',
          message: 'No HTML sinks: unsafeHTML is not to be used.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
      ],
    },
  },
  ...ours.map((name) => ({
    files: [`packages/${name}/src/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^@interview-room/(?!(${[name, ...mayImport[name]].join('|')})(/|$))`,
              message: 'Arrows point down only: see docs/ARCHITECTURE.md.',
            },
          ],
        },
      ],
    },
  })),
];
