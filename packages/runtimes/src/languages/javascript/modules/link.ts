import { getLineInfo, type Expression, type Program } from 'acorn';
import type { Edits } from './edits.js';
import type { Reference, Use } from './references.js';
import { declaredIn, type Node } from './tree.js';

export interface ImportRequest {
  specifier: string;
  /** The names that must be there, and where they are asked for. */
  names: { name: string; line: number; column: number }[];
}
export interface Linked {
  imports: ImportRequest[];
  /** Statements for the start of the function: what it exports; namespaces of the test kit; all other namespaces. */
  exports: string;
  early: string;
  late: string;
}
export interface LinkOptions {
  /** A name that is only exported again may have been a type, and be gone. */
  lenient: boolean;
}

type Declaration<T> = Extract<Node, { type: T }>;

/** Rewrites the imports and exports of an ES module into look-ups, keeping lines. */
export function linkImports(
  program: Program,
  use: Use,
  code: string,
  edits: Edits,
  options: LinkOptions,
): Linked {
  const used = new Set(use.free.map(({ node }) => node.name));
  const link = new Link(code, edits, { ...options, used });
  for (const node of program.body) if (node.type === 'ImportDeclaration') link.importFrom(node);
  for (const node of program.body) {
    if (node.type === 'ExportNamedDeclaration') link.exportNames(node);
    if (node.type === 'ExportDefaultDeclaration') link.exportDefault(node);
    if (node.type === 'ExportAllDeclaration') link.exportAll(node);
  }
  for (const reference of use.free) link.rename(reference);
  // Both stand-ins are as long as what they replace, so that columns stay.
  for (const { start } of use.dynamicImports) edits.replace(start, start + 6, '$ir.im');
  for (const { start, end } of use.metas) edits.replace(start, end, '$ir.meta');
  return link.result();
}

class Link {
  private readonly imports: ImportRequest[] = [];
  private readonly bound = new Map<string, string>();
  private readonly getters: string[] = [];
  private stars = '';

  constructor(
    private readonly code: string,
    private readonly edits: Edits,
    /** With the names that code uses, beyond handing them on. */
    private readonly options: LinkOptions & { used: ReadonlySet<string> },
  ) {}

  importFrom(node: Declaration<'ImportDeclaration'>): void {
    const space = this.request(node.source.value);
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ImportNamespaceSpecifier') this.bound.set(specifier.local.name, space);
      else {
        const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
        if (!this.options.lenient || this.options.used.has(specifier.local.name))
          this.need(node.source.value, name, specifier.start);
        this.bound.set(specifier.local.name, member(space, name));
      }
    }
    this.edits.blank(node.start, node.end);
  }

  exportNames(node: Declaration<'ExportNamedDeclaration'>): void {
    if (node.declaration) {
      for (const name of declaredIn([node.declaration])) this.getter(name, name);
      this.edits.blank(node.start, node.declaration.start);
      return;
    }
    const from = node.source?.value;
    const space = typeof from === 'string' ? this.request(from) : '';
    for (const specifier of node.specifiers) {
      const local = nameOf(specifier.local);
      if (typeof from === 'string' && !this.options.lenient) this.need(from, local, specifier.start);
      this.getter(
        nameOf(specifier.exported),
        space ? member(space, local) : (this.bound.get(local) ?? local),
      );
    }
    this.edits.blank(node.start, node.end);
  }

  exportDefault(node: Declaration<'ExportDefaultDeclaration'>): void {
    const { declaration } = node;
    const declares = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
    if (!declares) {
      const words = /^export\s+default/.exec(this.code.slice(node.start))?.[0] ?? '';
      this.edits.replace(
        node.start,
        node.start + words.length,
        `${words.replace(/[^\n]/g, '')}const $default=`,
      );
      this.getter('default', '$default');
      return;
    }
    this.edits.blank(node.start, declaration.start);
    if (!declaration.id) this.edits.insert(afterKeyword(this.code, declaration.start), ' $default');
    this.getter('default', declaration.id?.name ?? '$default');
  }

  exportAll(node: Declaration<'ExportAllDeclaration'>): void {
    const space = this.request(String(node.source.value));
    if (node.exported) this.getter(nameOf(node.exported), space);
    else this.stars += `$ir.star(${space.slice(1)});`;
    this.edits.blank(node.start, node.end);
  }

  rename({ node, parent, parents }: Reference): void {
    const target = this.bound.get(node.name);
    if (target === undefined) return;
    const { start, end } = node;
    if (parent.type === 'Property' && parent.shorthand)
      this.edits.replace(start, end, `${node.name}:${target}`);
    else if (isCallee(node, parent))
      this.edits.replace(start, end, `${opens(parents, start) ? ';' : ''}(0,${target})`);
    else this.edits.replace(start, end, target);
  }

  result(): Linked {
    const spaces = this.imports.map(({ specifier }, index) => ({
      kit: kit.has(specifier),
      text: `const $${index}=$ir.ns(${index});`,
    }));
    const join = (early: boolean): string =>
      spaces.map(({ kit: is, text }) => (is === early ? text : '')).join('');
    const exports =
      this.getters.length > 0 || this.imports.length > 0 ? `$ir.export({${this.getters.join()}});` : '';
    return { imports: this.imports, exports, early: join(true), late: join(false) + this.stars };
  }

  private request(specifier: unknown): string {
    const text = String(specifier);
    const index = this.imports.findIndex((one) => one.specifier === text);
    return `$${index < 0 ? this.imports.push({ specifier: text, names: [] }) - 1 : index}`;
  }

  private need(specifier: unknown, name: string, at: number): void {
    const { line, column } = getLineInfo(this.code, at);
    this.imports.find((one) => one.specifier === specifier)?.names.push({ name, line, column: column + 1 });
  }

  private getter(name: string, value: string): void {
    this.getters.push(`${JSON.stringify(name)}:()=>${value}`);
  }
}

/** Modules that are there before the mocks a test file registers. */
const kit = new Set(['vitest', '@jest/globals', 'node:test', 'bun:test']);

function nameOf(node: { type: string; name?: string; value?: unknown } | Expression): string {
  return node.type === 'Identifier'
    ? String((node as { name?: string }).name)
    : String((node as { value?: unknown }).value);
}

function member(space: string, name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `${space}.${name}`
    : `${space}[${JSON.stringify(name)}]`;
}

function isCallee(node: Node, parent: Node): boolean {
  return (
    (parent.type === 'CallExpression' && parent.callee === node) ||
    (parent.type === 'TaggedTemplateExpression' && parent.tag === node)
  );
}

/** Whether a statement in a list begins here: a bracket there would continue a line before that has no semicolon. */
function opens(parents: readonly Node[], start: number): boolean {
  const at = parents.findLastIndex((node) => node.type === 'ExpressionStatement');
  const list = parents[at - 1]?.type;
  return (
    parents[at]?.start === start && (list === 'Program' || list === 'BlockStatement' || list === 'SwitchCase')
  );
}

function afterKeyword(code: string, start: number): number {
  return start + (/^(?:async\s+)?function\s*\*?|^class/.exec(code.slice(start))?.[0].length ?? 0);
}
