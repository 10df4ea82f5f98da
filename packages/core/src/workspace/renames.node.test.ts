import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { filesIn } from './files-in.js';
import { Workspace } from './workspace.js';

/** A workspace whose updates are kept in a list. */
function listening(): { workspace: Workspace; sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  return { workspace: new Workspace(async (update) => void sent.push(update)), sent };
}

describe('two who rename a file at once', () => {
  const path = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.record({
    who: fc.nat({ max: 2 }),
    type: fc.constantFrom('rename', 'rename', 'create', 'remove', 'type', 'send', 'send'),
    path,
    to: path,
    from: fc.nat({ max: 2 }),
  });

  /** Three workspaces, each of which takes the updates of the others late and in any order. */
  class Exchange {
    readonly all = [listening(), listening(), listening()];
    /** What was typed and never removed, by the text that it was typed in. */
    readonly typed: { text: string; id: string }[] = [];
    readonly removed = new Set<string>();
    private readonly log: Uint8Array[] = [];
    private readonly taken = this.all.map(() => new Set<number>());

    /** One takes what another made, but what comes before it in that one's own order. */
    take(who: number, order: (waiting: number[]) => number | undefined): boolean {
      this.gather();
      const waiting = this.log.map((_, at) => at).filter((at) => !this.taken[who]?.has(at));
      const next = order(waiting);
      const update = next === undefined ? undefined : this.log[next];
      if (next === undefined || !update) return false;
      this.taken[who]?.add(next);
      this.all[who]?.workspace.receive([update]);
      return true;
    }
    private gather(): void {
      this.all.forEach(({ workspace, sent }, who) => {
        workspace.flush();
        for (const update of sent.splice(0)) this.taken[who]?.add(this.log.push(update) - 1);
      });
    }
  }

  it('end with one path to one text, the same for all, and lose nothing of it', () => {
    let shared = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), (steps) => {
        const exchange = new Exchange();
        const first = exchange.all[0]?.workspace;
        first?.create('a', 'A');
        for (const who of [1, 2]) exchange.take(who, ([next]) => next);
        steps.forEach(({ who, type, path, to, from }, turn) => {
          const { workspace } = exchange.all[who] ?? assert.fail();
          if (type === 'send') return void exchange.take(who, (waiting) => waiting[from % waiting.length]);
          if (type === 'create' && !workspace.has(path)) workspace.create(path);
          if (!workspace.has(path)) return;
          const id = workspace.idOf(path) ?? assert.fail();
          if (type === 'rename' && !workspace.has(to)) workspace.rename(path, to);
          if (type === 'remove') {
            workspace.remove(path);
            exchange.removed.add(id);
          }
          if (type === 'type') {
            workspace.text(path).insert(0, `<${turn}>`);
            exchange.typed.push({ text: `<${turn}>`, id });
          }
        });
        exchange.all.forEach((_, who) => {
          while (exchange.take(who, (waiting) => waiting.at(-1)));
        });
        const [one, ...others] = exchange.all.map(({ workspace }) => workspace);
        assert.ok(one);
        const names = [...one.doc.getMap<string>('files').values()];
        if (new Set(names).size < names.length) shared++;
        const ids = one.list().map((each) => one.idOf(each));
        assert.equal(new Set(ids).size, ids.length, 'one path to each text');
        for (const each of one.list()) assert.equal(one.pathOf(one.idOf(each) ?? ''), each);
        for (const other of others) assert.deepEqual(other.files(), one.files());
        assert.deepEqual(filesIn(one.doc), one.files());
        for (const { text, id } of exchange.typed) {
          if (exchange.removed.has(id)) continue;
          const now = one.pathOf(id);
          assert.ok(now !== undefined && one.text(now).toString().includes(text), `${text} is in ${id}`);
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(shared > 5, `only ${shared} had two paths to one text`);
  });

  const collide = () => {
    const [one, two] = [listening(), listening()];
    one.workspace.create('old', 'text');
    two.workspace.receive(one.sent.splice(0));
    one.workspace.rename('old', 'late');
    two.workspace.rename('old', 'early');
    one.workspace.text('late').insert(0, 'my ');
    for (const { workspace } of [one, two]) workspace.flush();
    return { one, two };
  };

  it('are both told, and stay in the text that they write in', () => {
    const { one, two } = collide();
    const told: string[][] = [];
    one.workspace.subscribe((paths) => told.push([...paths].sort()));
    const [mine, theirs] = [one.workspace.text('late'), two.workspace.text('early')];
    one.workspace.receive(two.sent);
    two.workspace.receive(one.sent);
    assert.deepEqual(told, [['early', 'late']]);
    for (const { workspace } of [one, two]) assert.deepEqual(workspace.files(), { early: 'my text' });
    assert.equal(one.workspace.text('early'), mine);
    assert.equal(two.workspace.text('early'), theirs);
  });

  it('may give the other path to another file, rename the file on, or remove it', () => {
    const { one, two } = collide();
    one.workspace.receive(two.sent);
    one.workspace.create('late', 'another');
    one.workspace.flush();
    assert.deepEqual(one.workspace.files(), { early: 'my text', late: 'another' });
    two.workspace.receive(one.sent);
    two.workspace.rename('early', 'new');
    assert.deepEqual(two.workspace.files(), { late: 'another', new: 'my text' });
    const again = collide();
    again.two.workspace.receive(again.one.sent);
    again.two.workspace.remove('early');
    assert.deepEqual(again.two.workspace.files(), {});
  });

  it('to what another file is renamed to, keep both; and a file that was removed comes back with what was written meanwhile', () => {
    const [one, two] = [listening(), listening()];
    one.workspace.create('lib/a.py', 'A');
    one.workspace.create('b', 'B');
    one.workspace.create('c', 'C');
    one.workspace.flush();
    two.workspace.receive(one.sent.splice(0));
    one.workspace.rename('lib/a.py', 'x');
    one.workspace.create('lib/a.py', 'A2');
    two.workspace.rename('b', 'x');
    one.workspace.remove('c');
    two.workspace.text('c').insert(1, ' goes on');
    for (const { workspace } of [one, two]) workspace.flush();
    one.workspace.receive(two.sent);
    two.workspace.receive(one.sent);
    const files = one.workspace.files();
    assert.deepEqual(two.workspace.files(), files);
    assert.equal(files['c'], ' goes on');
    const { x } = files;
    const rest = x === 'A' ? { b: 'B' } : { 'lib/a-2.py': 'A' };
    assert.deepEqual(files, { 'c': ' goes on', 'lib/a.py': 'A2', 'x': x, ...rest });
    one.workspace.rename('c', 'd');
    one.workspace.remove('d');
    assert.deepEqual(one.workspace.list().length, 3);
  });

  it('are not stopped by what someone wrote in the place of a path', () => {
    const { workspace } = listening();
    workspace.create('a', 'A');
    workspace.doc.getMap<unknown>('files').set('b', 'files').toString();
    workspace.doc.getMap<unknown>('files').set('c', 7);
    assert.deepEqual(workspace.files(), { a: 'A' });
    workspace.create('b', 'B');
    assert.deepEqual(filesIn(workspace.doc), { a: 'A', b: 'B' });
  });
});
