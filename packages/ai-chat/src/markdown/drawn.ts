/** What is to be in the document: a text, or an element. */
export type Drawn = string | Shape;

export interface Shape {
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of a check box. */
  readonly checked?: boolean;
  readonly children: readonly Drawn[];
}

/** What was drawn, with the node that shows it. */
export interface Live {
  readonly node: Node;
  readonly drawn: Drawn;
  readonly children: readonly Live[];
}

/** Texts that follow one another are one: so the same text gives the same nodes, however it was cut. */
export function joined(parts: readonly Drawn[]): Drawn[] {
  const result: Drawn[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

/** Makes the children of `parent` that `before` drew into `after`, keeping each node that can stay. */
export function patch(parent: Node, before: readonly Live[], after: readonly Drawn[]): Live[] {
  const live = after.map((drawn, at) => {
    const old = before[at];
    return (old && update(old, drawn)) ?? place(parent, drawn, old?.node);
  });
  for (const { node } of before.slice(after.length)) node.parentNode?.removeChild(node);
  return live;
}

/** Shows `drawn` by the node of `live`, if that is of its kind. */
function update(live: Live, drawn: Drawn): Live | undefined {
  if (typeof drawn === 'string' || typeof live.drawn === 'string') {
    if (typeof drawn !== typeof live.drawn) return undefined;
    writeText(live.node as Text, live.drawn as string, drawn as string);
    return { node: live.node, drawn, children: [] };
  }
  if (!sameElement(live.drawn, drawn)) return undefined;
  return { node: live.node, drawn, children: patch(live.node, live.children, drawn.children) };
}

function writeText(node: Text, before: string, after: string): void {
  if (after === before) return;
  if (after.startsWith(before)) node.appendData(after.slice(before.length));
  else node.data = after;
}

function sameElement(one: Shape, other: Shape): boolean {
  if (one.tag !== other.tag || one.checked !== other.checked) return false;
  const names = Object.keys(one.attributes ?? {});
  return (
    names.length === Object.keys(other.attributes ?? {}).length &&
    names.every((name) => one.attributes?.[name] === other.attributes?.[name])
  );
}

function place(parent: Node, drawn: Drawn, old: Node | undefined): Live {
  const live = create(drawn);
  if (old?.parentNode === parent) parent.replaceChild(live.node, old);
  else parent.appendChild(live.node);
  return live;
}

function create(drawn: Drawn): Live {
  if (typeof drawn === 'string') return { node: document.createTextNode(drawn), drawn, children: [] };
  const node = element(drawn.tag, drawn.attributes);
  if (node instanceof HTMLInputElement)
    Object.assign(node, { type: 'checkbox', disabled: true, checked: drawn.checked });
  const children = drawn.children.map(create);
  node.append(...children.map((child) => child.node));
  return { node, drawn, children };
}

/** An element with attributes. */
export function element(tag: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
