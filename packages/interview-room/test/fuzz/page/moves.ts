import type { Faults } from './faults.js';
import type { Person } from './person.js';
import { pick, type Moves, type Random } from './random.js';

const WORDS = ['x', 'y = 1', '\n', '    ', '\r\n', 'a\r\nb\rc\n', '\u{1f600}', 'e\u0301', '\u{1f468}\u200d\u{1f469}', 'שלום', '()']; // prettier-ignore
const NAMES = ['a.txt', 'b.txt', 'c.txt', 'main.py', 'main.js'];
const LANGUAGES = ['python', 'javascript'];

export const newCounts = () => ({
  typed: 0, pasted: 0, erased: 0, undone: 0, redone: 0, shown: 0, created: 0, renamed: 0, removed: 0, languages: 0, said: 0, late: 0,
}); // prettier-ignore
export type Counts = ReturnType<typeof newCounts>;

/** All that people do in a room. */
export class Doings {
  constructor(
    private readonly random: Random,
    private readonly counts: Counts,
    private readonly faults: Faults,
  ) {}

  of(person: Person): Moves {
    const faults = (kind: Parameters<Faults['suffer']>[1]) => () => this.faults.suffer(person, kind);
    return [
      [120, 'type', () => this.#type(person, person.place())],
      [160, 'type on', () => this.#type(person, person.editor.selection.head)],
      [20, 'paste', () => this.#paste(person)],
      [15, 'type twice', () => this.#typeTwice(person)],
      [50, 'erase', () => this.#erase(person)],
      [80, 'undo', () => this.#back(person, () => person.editor.undo() && this.counts.undone++)],
      [20, 'redo', () => this.#back(person, () => person.editor.redo() && this.counts.redone++)],
      [15, 'back and forth', () => this.#backAndForth(person)],
      [12, 'show', () => this.#show(person)],
      [2, 'create', () => this.#create(person)],
      [4, 'rename', () => this.#rename(person)],
      [1, 'remove', () => this.#remove(person)],
      [1, 'language', () => this.#switch(person)],
      [4, 'say', () => this.#say(person)],
      [3, 'cut', faults('cut')],
      [1, 'deafen', faults('deafen')],
      [1, 'silence', faults('silence')],
      // What is said is on its way at once, so that it comes late and again.
      [2, 'delay', () => this.faults.suffer(person, 'delay', () => this.#say(person))],
      [1, 'block', faults('block')],
    ];
  }

  #type(person: Person, from: number): void {
    const insert = person.editor.view?.state.toText(person.word(WORDS)) ?? '';
    const selection = { anchor: from + insert.length };
    person.editor.view?.dispatch({ changes: { from, insert }, selection, userEvent: 'input.type' });
    this.counts.typed++;
  }

  #paste(person: Person): void {
    const [from = 0, to = 0] = [person.place(), person.place()].sort((a, b) => a - b);
    person.editor.selection = { anchor: from, head: Math.min(to, person.place(from + this.random(20))) };
    person.editor.insert(`${person.word(WORDS)}\r\n${person.word(WORDS)}`);
    this.counts.pasted++;
  }

  #typeTwice(person: Person): void {
    const places = [...new Set([person.place(), person.place()])];
    const changes = places.map((from) => ({ from, insert: person.word(['#']) }));
    person.editor.view?.dispatch({ changes, userEvent: 'input.type' });
    this.counts.typed++;
  }

  #erase(person: Person): void {
    const from = person.place();
    const end = Math.min(from + this.random(12), person.editor.view?.state.doc.length ?? 0);
    const changes = { from, to: Math.max(from, person.place(end)) };
    person.editor.view?.dispatch({ changes, userEvent: 'delete' });
    this.counts.erased++;
  }

  /** What undo and redo delete is one's own. */
  #back(person: Person, step: () => unknown): void {
    person.victims.clear();
    step();
    const { clientID } = person.room.workspace.doc;
    for (const author of person.victims)
      if (author !== clientID)
        person.table.fail(
          `${person.seat.name}, ${clientID}, took back what was not their own but of ${author}\n  ${person.history}`,
        );
  }

  #backAndForth(person: Person): void {
    for (let times = this.random(5); times > 0; times--)
      this.#back(person, () => person.editor.undo() && this.counts.undone++);
    for (let times = this.random(5); times > 0; times--)
      this.#back(person, () => person.editor.redo() && this.counts.redone++);
  }

  async #show(person: Person): Promise<void> {
    await person.show(pick(this.random, person.practice.paths(person.language)));
    this.counts.shown++;
  }

  #free(person: Person): string | undefined {
    const taken = person.practice.paths(person.language);
    const free = NAMES.filter((name) => !taken.includes(name));
    return free.length > 0 ? pick(this.random, free) : undefined;
  }

  async #create(person: Person): Promise<void> {
    const name = this.#free(person);
    if (!name) return;
    person.practice.create(person.language, name, 'begun\r\n');
    await person.show(name);
    this.counts.created++;
  }

  async #rename(person: Person): Promise<void> {
    const name = this.#free(person);
    if (!name) return;
    person.practice.rename(person.language, person.path, name);
    await person.show(name);
    this.counts.renamed++;
  }

  async #remove(person: Person): Promise<void> {
    if (person.practice.paths(person.language).length < 2) return;
    person.practice.remove(person.language, person.path);
    await person.settle();
    this.counts.removed++;
  }

  async #switch(person: Person): Promise<void> {
    const other = LANGUAGES.find((language) => language !== person.language) ?? '';
    person.practice.prepare(other);
    person.practice.recordLanguage(other);
    this.counts.languages++;
  }

  #say(person: Person): void {
    void person.room.append('chat.message', { text: `${person.seat.name} ${this.counts.said++}` });
  }
}
