import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { applyUpdate, ContentString, Doc, mergeUpdates, type Text } from 'yjs';
import { filesIn } from './files-in.js';
import { sourceOf, type Source } from './sources.js';
import { Workspace } from './workspace.js';

/** A workspace whose updates are kept in a list. */
function listening(): { workspace: Workspace; sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  return { workspace: new Workspace(async (update) => void sent.push(update)), sent };
}
/** One whose log takes an update when told to. */
function slow() {
  const waiting: { update: Uint8Array; done: () => void; fail: () => void }[] = [];
  const workspace = new Workspace(
    (update) =>
      new Promise<void>((done, reject) =>
        waiting.push({ update, done, fail: () => reject(new Error('no')) }),
      ),
  );
  return { workspace, waiting };
}
const tick = () => new Promise((resolve) => setImmediate(resolve));
const textOf = (updates: Uint8Array[], name: string) => {
  const doc = new Doc();
  for (const update of updates) applyUpdate(doc, update);
  return doc.getText(name).toString();
};

describe('files', () => {
  it('are what they are told to be, where an edit was not taken', async () => {
    const { workspace, sent } = listening();
    workspace.create('kept.py', 'kept');
    await workspace.settled();
    const confirmed = [...sent];
    const [doc, text] = [workspace.doc, workspace.text('kept.py')];
    workspace.create('refused.py', 'refused');
    text.insert(4, ' and refused');
    const told: ReadonlySet<string>[] = [];
    workspace.subscribe((paths) => told.push(paths));
    workspace.reset(confirmed);
    assert.deepEqual(workspace.files(), { 'kept.py': 'kept' });
    assert.deepEqual(told, [new Set(['kept.py', 'refused.py'])]);
    assert.notEqual(workspace.doc, doc);
    // What is bound to the old text still does no harm, and what is typed in the new one goes on from what was confirmed.
    await workspace.settled();
    const before = sent.length;
    text.insert(0, 'lost');
    workspace.text('kept.py').insert(4, '!');
    await workspace.settled();
    assert.equal(sent.length, before + 1);
    assert.equal(textOf([...confirmed, ...sent.slice(before)], 'file:kept.py'), 'kept!');
  });

  it('are read from their updates alone', () => {
    const { workspace } = listening();
    workspace.create('python/main.py', 'a');
    workspace.create('python/lib/util.py', 'b');
    workspace.create('main.js', 'c');
    workspace.rename('python/main.py', 'python/start.py');
    workspace.create('python/main.py', 'd');
    workspace.create('python/gone.py', 'e');
    workspace.remove('python/gone.py');
    const doc = new Doc();
    applyUpdate(doc, workspace.snapshot());
    assert.deepEqual(filesIn(doc, 'python/'), { 'start.py': 'a', 'lib/util.py': 'b', 'main.py': 'd' });
    assert.deepEqual(filesIn(doc), workspace.files());
  });
  it('are created, listed, read, renamed and removed', () => {
    const { workspace } = listening();
    workspace.create('python/main.py', 'a');
    workspace.create('python/lib/util.py', 'b');
    workspace.create('javascript/main.js', 'c');
    assert.deepEqual(workspace.list(), ['javascript/main.js', 'python/lib/util.py', 'python/main.py']);
    assert.deepEqual(workspace.files('python/'), { 'lib/util.py': 'b', 'main.py': 'a' });
    const text = workspace.text('python/main.py');
    workspace.rename('python/main.py', 'python/start.py');
    assert.equal(workspace.text('python/start.py'), text);
    workspace.remove('python/lib/util.py');
    workspace.remove('python/not-there.py');
    assert.deepEqual(workspace.files('python/'), { 'start.py': 'a' });
    workspace.create('python/lib/util.py');
    assert.equal(workspace.files('python/')['lib/util.py'], '');
  });

  it('say what cannot be done', () => {
    const { workspace } = listening();
    workspace.create('a', '');
    workspace.create('b', '');
    assert.throws(() => workspace.create('a'), /a file "a" already/);
    assert.throws(() => workspace.rename('a', 'b'), /a file "b" already/);
    assert.throws(() => workspace.rename('x', 'y'), /no file "x"/);
    assert.doesNotThrow(() => workspace.rename('a', 'a'));
  });

  it('may have any name, and the place of a renamed one may be taken again', () => {
    const { workspace } = listening();
    for (const path of ['files', '__proto__', 'constructor', 'é 🎈.py']) workspace.create(path, path);
    assert.deepEqual(workspace.list().length, 4);
    assert.equal(workspace.text('files').toString(), 'files');
    workspace.rename('files', 'moved');
    workspace.create('files', 'new');
    assert.equal(workspace.text('moved').toString(), 'files');
    assert.equal(workspace.text('files').toString(), 'new');
  });

  it('tell which of them changed', () => {
    const { workspace } = listening();
    const told: string[][] = [];
    workspace.create('a', 'x');
    const stop = workspace.subscribe((paths) => told.push([...paths].sort()));
    workspace.text('a').insert(0, 'y');
    workspace.rename('a', 'b');
    workspace.create('c', 'z');
    workspace.remove('c');
    stop();
    workspace.text('b').insert(0, 'not told');
    assert.deepEqual(told, [['a'], ['a', 'b'], ['c'], ['c']]);
  });
});

describe('the starter', () => {
  it('is the same edit whoever makes it', async () => {
    const [one, two] = [listening(), listening()];
    for (const { workspace } of [one, two]) workspace.seed({ 'a.py': 'pass\n', 'b.py': '' });
    two.workspace.receive(one.sent);
    two.workspace.text('a.py').insert(0, '# ');
    await two.workspace.settled();
    one.workspace.receive(two.sent);
    assert.deepEqual(one.workspace.files(), { 'a.py': '# pass\n', 'b.py': '' });
    assert.deepEqual(two.workspace.files(), one.workspace.files());
  });

  it('does not bring back what was removed or renamed, nor touch what is there', () => {
    const { workspace } = listening();
    const seed = () => workspace.seed({ 'a.py': 'a', 'b.py': 'b', 'c.py': 'c' });
    seed();
    workspace.remove('a.py');
    workspace.rename('b.py', 'd.py');
    workspace.text('c.py').insert(0, 'my ');
    seed();
    assert.deepEqual(workspace.files(), { 'c.py': 'my c', 'd.py': 'b' });
  });
});

describe('edits on their way', () => {
  it('leave at once, and those made meanwhile leave as one', async () => {
    const { workspace, waiting } = slow();
    const text = workspace.text('a');
    assert.equal(waiting.length, 1);
    for (const letter of 'abc') text.insert(0, letter);
    assert.equal(waiting.length, 1);
    waiting[0]?.done();
    await tick();
    assert.equal(waiting.length, 2);
    assert.equal(textOf(waiting.map(({ update }) => update), 'file:a'), 'cba'); // prettier-ignore
  });

  it('are not held back by what is under way when flushed', () => {
    const { workspace, waiting } = slow();
    workspace.text('a').insert(0, 'x');
    workspace.flush();
    assert.equal(waiting.length, 2);
  });

  it('that were refused go with the next one, and are not tried again and again', async () => {
    const { workspace, waiting } = slow();
    workspace.create('a', 'first ');
    waiting[0]?.fail();
    await tick();
    assert.equal(waiting.length, 1);
    workspace.text('a').insert(6, 'second');
    assert.equal(waiting.length, 2);
    assert.equal(textOf(waiting.slice(1).map(({ update }) => update), 'file:a'), 'first second'); // prettier-ignore
  });

  it('from the log are not sent there again', () => {
    const [one, two] = [listening(), listening()];
    one.workspace.create('a', 'text');
    two.workspace.receive(one.sent);
    assert.deepEqual(two.workspace.files(), { a: 'text' });
    assert.equal(two.sent.length, 0);
  });
});

describe('two who edit at the same time', () => {
  const path = fc.constantFrom('a', 'b', 'c', 'd');
  const edit = fc.oneof(
    fc.record({
      type: fc.constant('type' as const),
      path,
      at: fc.nat(),
      text: fc.string({ minLength: 1, unit: 'grapheme' }),
    }),
    fc.record({ type: fc.constant('delete' as const), path, at: fc.nat(), count: fc.nat({ max: 5 }) }),
    fc.record({ type: fc.constant('rename' as const), path, to: path }),
    fc.record({ type: fc.constant('remove' as const), path }),
    fc.record({ type: fc.constant('seed' as const), path }),
    fc.record({ type: fc.constant('exchange' as const) }),
  );
  type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;
  const act = (workspace: Workspace, step: Edit) => {
    if (step.type === 'exchange') return;
    if (step.type === 'seed') workspace.seed({ [step.path]: `starter of ${step.path}` });
    else if (step.type === 'remove') workspace.remove(step.path);
    else if (step.type === 'rename') {
      if (workspace.has(step.path) && !workspace.has(step.to)) workspace.rename(step.path, step.to);
    } else {
      const text = workspace.text(step.path);
      const at = step.at % (text.length + 1);
      if (step.type === 'type') text.insert(at, step.text);
      else text.delete(at, Math.min(step.count, text.length - at));
    }
  };

  it('end with the same files', () => {
    let typed = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), edit), { maxLength: 40, size: 'max' }), (steps) => {
        const [one, two] = [listening(), listening()];
        const exchange = () => {
          const [ofOne, ofTwo] = [one.sent.splice(0), two.sent.splice(0)];
          one.workspace.receive(ofTwo);
          two.workspace.receive(ofOne);
        };
        for (const [first, step] of steps) {
          act((first ? one : two).workspace, step);
          for (const { workspace } of [one, two]) workspace.flush();
          if (step.type === 'exchange') exchange();
          if (step.type === 'type') typed++;
        }
        exchange();
        assert.deepEqual(one.workspace.files(), two.workspace.files());
      }),
    );
    assert.ok(typed > 100);
  });
});

describe('how text came', () => {
  const numbersOf = (text: Text): [string, Source][] => {
    const runs: [string, Source][] = [];
    for (let item = text._start; item; item = item.right)
      if (!item.deleted && item.content instanceof ContentString)
        runs.push([item.content.str, sourceOf(item.id.client)]);
    return runs;
  };

  it('is told by the number that it is marked with, after merging and in another document too', () => {
    const sent: Uint8Array[] = [];
    const mine = new Workspace(async (update) => void sent.push(update));
    const text = mine.text('main.py');
    text.insert(0, 'typed');
    mine.write('paste', () => text.insert(5, ' pasted'));
    mine.write('assistant', () => text.insert(text.length, ' proposed'));
    text.insert(text.length, ' again');
    const theirs = new Workspace(async () => undefined);
    theirs.receive([mergeUpdates([mine.snapshot(), ...sent])]);
    const runs = numbersOf(theirs.text('main.py'));
    assert.deepEqual(runs, [
      ['typed', 'typed'],
      [' pasted', 'paste'],
      [' proposed', 'assistant'],
      [' again', 'typed'],
    ]);
    const { clientID } = mine.doc;
    assert.throws(() => mine.write('paste', () => assert.fail('no')));
    assert.equal(mine.doc.clientID, clientID, 'what one types is one’s own again');
  });
});
