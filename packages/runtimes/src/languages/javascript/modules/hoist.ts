import type { CallExpression, Program, VariableDeclaration } from 'acorn';
import type { Edits } from './edits.js';
import { namesIn, topLevel, type Node } from './tree.js';

/**
 * `jest.mock()`, `vi.mock()` and `vi.hoisted()` take effect before the imports above them. They stay on their lines
 * but become function declarations, which JavaScript hoists; gives the calls that must come first.
 */
export function hoistMocks(program: Program, edits: Edits): string {
  const calls: string[] = [];
  // A kit that is had by `require` is not there before that line.
  if (topLevel(program).some((name) => name === 'jest' || name === 'vi')) return '';
  for (const statement of program.body) {
    const name = `$hoisted${calls.length}`;
    if (statement.type === 'ExpressionStatement' && isHoisted(statement.expression, mocks)) {
      edits.insert(statement.start, `function ${name}(){`);
      nameModule(statement.expression, edits);
      edits.insert(statement.end, '}');
      calls.push(`${name}();`);
    } else if (statement.type === 'VariableDeclaration' && hoistedValue(statement)) {
      asFunction(statement, name, edits);
      calls.push(`${name}();`);
    }
  }
  return calls.join('');
}

/** `vi.mock(import('./a'))` names a module by a promise of it, which is not to begin. */
function nameModule({ arguments: [first] }: CallExpression, edits: Edits): void {
  if (first?.type !== 'ImportExpression' || first.source.type !== 'Literal') return;
  edits.insert(first.start, `${JSON.stringify(first.source.value)},undefined&&`);
}

const mocks = ['mock', 'unmock', 'hoisted'];

function isHoisted(node: Node | null | undefined, methods: readonly string[]): node is CallExpression {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  if (object.type !== 'Identifier' || property.type !== 'Identifier') return false;
  return (object.name === 'jest' || object.name === 'vi') && methods.includes(property.name);
}

function hoistedValue(declaration: VariableDeclaration): boolean {
  const [only, ...more] = declaration.declarations;
  return more.length === 0 && isHoisted(only?.init, ['hoisted']);
}

function asFunction(declaration: VariableDeclaration, name: string, edits: Edits): void {
  const [only] = declaration.declarations;
  if (!only?.init) return;
  edits.replace(declaration.start, only.start, `var ${namesIn(only.id).join()};function ${name}(){(`);
  edits.insert(only.init.end, ')}');
}
