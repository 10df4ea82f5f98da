import '@interview-room/code-editor/define.js';
import type { CodeEditor } from '@interview-room/code-editor';
import { expect } from 'chai';
import { html } from 'lit';
import { applyUpdate, Doc, type Text, type Transaction } from 'yjs';
import { fixture } from '../../../../.config/testing/fixture.js';
import { bindText } from './text-binding.js';

// People with real editors on one document, over a wire that delays and reorders. A failure names its seed: put it first in SEEDS.
// What a seed leaves over of twelve is chosen, the rest by chance: it says how many people there are, and of what wire.
const SEEDS = Array.from(
  { length: 20 },
  (_, at) => at + 1 + (at < 4 ? 0 : 12 * Math.floor(Math.random() * 2 ** 27)),
);
const STEPS = 120;
const FILES = ['a.py', 'b.py'];
const WORDS = [
  'x',
  'y = 1',
  '\n',
  '    ',
  '\r\n',
  'a\r\nb\rc\n',
  '\u{1f600}',
  'e\u0301',
  '\u{1f468}\u200d\u{1f469}',
  'שלום',
  '()',
];

type Random = (below: number) => number;
/** Mulberry32. */
function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const counts = { undone: 0, redone: 0, returned: 0, late: 0, refused: 0 };

/** Whom all send to, and who sends to all. */
class Wire {
  readonly people: Someone[] = [];
  readonly log: Uint8Array[] = [];

  constructor(readonly refusing: boolean) {}

  send(sender: Someone, updates: readonly Uint8Array[]): void {
    this.log.push(...updates);
    for (const other of this.people) if (other !== sender) other.inbox.push(...updates);
  }
}

class Someone {
  doc: Doc;
  readonly inbox: Uint8Array[] = [];
  outbox: Uint8Array[] = [];
  readonly bindings = new WeakMap<Text, ReturnType<typeof bindText>>();
  path = '';
  /** Numbers of those whose characters were deleted since last asked. */
  victims = new Set<number>();

  constructor(
    readonly editor: CodeEditor,
    readonly random: Random,
    /** Whether also what no person can do is done: writing and deleting in the middle of a character of two units. */
    readonly halves: boolean,
    readonly wire: Wire,
  ) {
    this.doc = this.begin();
  }

  private begin(): Doc {
    const doc = new Doc();
    doc.clientID = 1 + this.random(2 ** 31);
    doc.on('afterTransaction', ({ deleteSet, local }: Transaction) => {
      if (local) for (const client of deleteSet.clients.keys()) this.victims.add(client);
    });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') this.outbox.push(update);
    });
    return doc;
  }

  send(): void {
    this.wire.send(this, this.outbox.splice(0));
  }

  /** What was not sent yet is refused: there is another document then, of what the others know. */
  private async refuse(): Promise<void> {
    if (!this.wire.refusing) return this.send();
    if (this.outbox.length > 0) counts.refused++;
    this.outbox = [];
    this.doc = this.begin();
    for (const update of this.wire.log) applyUpdate(this.doc, update, 'wire');
    this.editor.extensions = this.binding();
    await this.editor.updateComplete;
  }

  private binding(): ReturnType<typeof bindText> {
    const known = this.bindings.get(this.text) ?? bindText(this.text);
    this.bindings.set(this.text, known);
    return known;
  }

  get text(): Text {
    return this.doc.getText(this.path);
  }

  async show(path: string): Promise<void> {
    if (this.path !== path) counts.returned++;
    this.path = path;
    this.editor.path = path;
    this.editor.value = this.text.toString();
    this.editor.extensions = this.binding();
    await this.editor.updateComplete;
  }

  receive(at: number): void {
    const [update] = this.inbox.splice(at, 1);
    if (at > 0) counts.late++;
    if (update) applyUpdate(this.doc, update, 'wire');
  }

  private place(wish = this.random((this.editor.view?.state.doc.length ?? 0) + 1)): number {
    const inPair = /^[\ud800-\udbff]/.test(this.editor.view?.state.doc.sliceString(wish - 1, wish) ?? '');
    return inPair && !this.halves ? wish - 1 : wish;
  }
  private word(): string {
    return WORDS[this.random(WORDS.length)] ?? '';
  }

  readonly moves: [number, () => unknown][] = [
    [6, () => this.type(this.place())],
    [4, () => this.type(this.editor.selection.head)],
    [1, () => this.paste()],
    [1, () => this.typeTwice()],
    [2, () => this.erase()],
    [4, () => this.back(() => this.editor.undo() && counts.undone++)],
    [3, () => this.back(() => this.editor.redo() && counts.redone++)],
    [1, () => this.show(FILES[this.random(FILES.length)] ?? '')],
    [8, () => this.send()],
    [2, () => this.refuse()],
    [8, () => this.inbox.length > 0 && this.receive(this.random(Math.min(3, this.inbox.length)))],
  ];

  async move(): Promise<void> {
    let at = this.random(this.moves.reduce((sum, [weight]) => sum + weight, 0));
    const [, action] = this.moves.find(([weight]) => (at -= weight) < 0) ?? [0, () => undefined];
    await action();
    await Promise.resolve();
  }

  private type(from: number): void {
    const insert = this.editor.view?.state.toText(this.word()) ?? '';
    const changes = { from, insert };
    this.editor.view?.dispatch({
      changes,
      selection: { anchor: from + insert.length },
      userEvent: 'input.type',
    });
  }
  private paste(): void {
    const [from, to] = [this.place(), this.place()].sort((a, b) => a - b);
    this.editor.selection = { anchor: from ?? 0, head: to ?? 0 };
    this.editor.insert(`${this.word()}\r\n${this.word()}`);
  }
  private typeTwice(): void {
    const changes = [...new Set([this.place(), this.place()])].map((from) => ({ from, insert: '#' }));
    this.editor.view?.dispatch({ changes, userEvent: 'input.type' });
  }
  private erase(): void {
    const from = this.place();
    const to = Math.max(
      from,
      this.place(Math.min(from + this.random(6), this.editor.view?.state.doc.length ?? 0)),
    );
    this.editor.view?.dispatch({ changes: { from, to }, userEvent: 'delete' });
  }
  /**
   * What undo and redo delete is one's own. But a half of a character takes the other half with it; and of two equal
   * characters, one of them refused, nobody can tell which one is left.
   */
  private back(step: () => unknown): void {
    this.victims.clear();
    step();
    if (this.halves || this.wire.refusing) return;
    for (const client of this.victims)
      expect(client, 'whose character was taken back').to.equal(this.doc.clientID);
  }
}

async function gather(seed: number, random: Random): Promise<Someone[]> {
  const wire = new Wire(seed % 3 === 0);
  const [size, halves] = [2 + (seed % 2), seed % 4 === 0];
  for (let index = 0; index < size; index++) {
    const editor = await fixture<CodeEditor>(html`<code-editor></code-editor>`);
    const someone = new Someone(editor, random, halves, wire);
    wire.people.push(someone);
    await someone.show('a.py');
  }
  return wire.people;
}

const agrees = ({ editor, text }: Someone) =>
  expect(editor.view?.state.doc.toString()).to.equal(text.toString());

async function play(seed: number): Promise<void> {
  const random = randomOf(seed);
  const people = await gather(seed, random);
  for (let step = 0; step < STEPS; step++) {
    const someone = people[random(people.length)];
    await someone?.move();
    if (someone) agrees(someone);
  }
  for (const someone of people) someone.send();
  for (const someone of people)
    while (someone.inbox.length > 0) someone.receive(random(someone.inbox.length));
  for (const path of FILES) {
    const texts = people.map(({ doc }) => doc.getText(path).toString());
    expect(new Set(texts).size, `one text of ${path}`).to.equal(1);
    for (const someone of people) await someone.show(path).then(() => agrees(someone));
  }
}

describe('people with an editor each', () => {
  for (const seed of SEEDS) {
    it(`end with the same text, and take back their own alone (seed ${seed})`, () => play(seed));
  }
  it('did all of it', () => {
    for (const [name, count] of Object.entries(counts)) expect(count, name).to.be.above(SEEDS.length / 4);
  });
});
