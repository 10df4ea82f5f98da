import type { Identifier, Program } from 'acorn';
import { childrenOf, isFunction, scopeOf, type Node } from './tree.js';

/** A name in use that no scope of the file declares, imports aside. */
export interface Reference {
  node: Identifier;
  parent: Node;
  /** What it stands in, the outermost first; the last is `parent`. */
  parents: readonly Node[];
}
export interface Use {
  free: Reference[];
  /** `await` outside of every function. */
  awaits: boolean;
  dynamicImports: Node[];
  metas: Node[];
}

/** Walks a program once and tells what it uses of the world around it. */
export function usesOf(program: Program): Use {
  const use: Use = { free: [], awaits: false, dynamicImports: [], metas: [] };
  visit(program, [], { use, scopes: [new Set(scopeOf(program))], depth: 0 });
  return use;
}

interface Walk {
  use: Use;
  scopes: Set<string>[];
  depth: number;
}

function visit(node: Node, parents: Node[], walk: Walk): void {
  if (node.type.startsWith('Import') && node.type !== 'ImportExpression') return;
  note(node, parents, walk);
  const names = node.type === 'Program' ? [] : scopeOf(node);
  const inner: Walk = {
    use: walk.use,
    scopes: names.length > 0 ? [...walk.scopes, new Set(names)] : walk.scopes,
    depth:
      walk.depth +
      (isFunction(node) || node.type === 'StaticBlock' || node.type === 'PropertyDefinition' ? 1 : 0),
  };
  for (const child of childrenOf(node)) if (isCode(child, node)) visit(child, [...parents, node], inner);
}

function note(node: Node, parents: Node[], { use, scopes, depth }: Walk): void {
  const parent = parents[parents.length - 1];
  if (node.type === 'Identifier' && parent && !scopes.some((scope) => scope.has(node.name)))
    use.free.push({ node, parent, parents });
  if (depth === 0 && (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)))
    use.awaits = true;
  if (node.type === 'ImportExpression') use.dynamicImports.push(node);
  if (node.type === 'MetaProperty' && node.meta.name === 'import') use.metas.push(node);
}

/** Whether a child can use names: keys, labels and the names of exports cannot. */
function isCode(child: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return child !== parent.property || parent.computed;
    case 'Property':
      return child !== parent.key || parent.computed || (parent.shorthand && child === parent.value);
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return child !== parent.key || parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return child.type !== 'Identifier';
    case 'MetaProperty':
    case 'ExportSpecifier':
    case 'ExportAllDeclaration':
      return false;
    default:
      return true;
  }
}
