import { NodeProp, Tree } from '@lezer/common';

/**
 * A tree with nothing in it but what touches a stretch, and what that is in. Who walks over a tree for the sake of a line
 * walks over all its children, which in a long file are thousands; here they are found by halves.
 */
export function near(tree: Tree, from: number, to: number): Tree {
  // What another grammar says of a part hangs on it.
  const isWhole = (from <= 0 && to >= tree.length) || tree.prop(NodeProp.mounted) !== undefined;
  if (isWhole) return tree;
  const children: (typeof tree.children)[number][] = [];
  const positions: number[] = [];
  tree.children.forEach((child, index) => {
    const at = tree.positions[index] ?? 0;
    if (at > to || at + child.length < from) return;
    children.push(child instanceof Tree ? near(child, from - at, to - at) : child);
    positions.push(at);
  });
  return new Tree(tree.type, children, positions, tree.length);
}
