import type { AnyNode, Pattern, Program } from 'acorn';

export type Node = AnyNode;
export type Fn = Extract<
  Node,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

/** The nodes right under one. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (const value of Object.values(node) as unknown[]) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(item)) found.push(item);
  }
  return found;
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

export function isFunction(node: Node): node is Fn {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** The names a pattern binds. */
export function namesIn(pattern: Pattern | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => namesIn(p.type === 'RestElement' ? p.argument : p.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => namesIn(element));
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

/** The names that statements declare for the block they stand in. */
export function declaredIn(statements: readonly Node[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap((d) => namesIn(d.id));
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration')
      return statement.id ? [statement.id.name] : [];
    if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration')
      return statement.declaration ? declaredIn([statement.declaration as Node]) : [];
    return [];
  });
}

/** The names that `var` declares somewhere in a function's body, its inner functions left out. */
export function varsIn(node: Node): string[] {
  return childrenOf(node).flatMap((child) => {
    if (isFunction(child)) return [];
    const own =
      child.type === 'VariableDeclaration' && child.kind === 'var'
        ? child.declarations.flatMap((d) => namesIn(d.id))
        : [];
    return [...own, ...varsIn(child)];
  });
}

/** What a node, as a scope, declares; nothing if it is none. */
export function scopeOf(node: Node): string[] {
  if (isFunction(node)) {
    const own = node.type === 'FunctionExpression' && node.id ? [node.id.name] : [];
    return [...own, ...node.params.flatMap((param) => namesIn(param)), ...varsIn(node)];
  }
  switch (node.type) {
    case 'Program':
      return [...declaredIn(node.body), ...varsIn(node)];
    case 'BlockStatement':
    case 'StaticBlock':
      return declaredIn(node.body);
    case 'SwitchStatement':
      return node.cases.flatMap((one) => declaredIn(one.consequent));
    case 'ForStatement':
      return node.init ? declaredIn([node.init as Node]) : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return declaredIn([node.left as Node]);
    case 'CatchClause':
      return namesIn(node.param ?? null);
    case 'ClassExpression':
      return node.id ? [node.id.name] : [];
    default:
      return [];
  }
}

/** The top-level functions, classes and variables of a file. */
export function topLevel(program: Program): string[] {
  return [...new Set(declaredIn(program.body))];
}
