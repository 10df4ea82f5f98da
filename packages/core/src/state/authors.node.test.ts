import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { applyUpdate, Doc, mergeUpdates } from 'yjs';
import { toBase64 } from '../protocol/base64.js';
import { ROOM } from '../protocol/roles.js';
import { starterUpdate } from '../workspace/starter.js';
import { Workspace } from '../workspace/workspace.js';
import { authors, clientsOf, foreignClients, type Authors } from './authors.js';

/** A person's document, and what they wrote in it, as updates. */
function writer() {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'log' && updates.push(update));
  const text = doc.getText('file:main.py');
  return { doc, text, take: () => updates.splice(0).map((update) => toBase64(update)) };
}
const entry = (by: string, update: string) =>
  ({ id: 'e', seq: 1, at: 1, by, kind: 'doc.update', body: { update }, prev: '', hash: '' }) as const;
const foldAll = (list: [string, string][], from: Authors = {}) =>
  list.reduce((state, [by, update]) => authors.reduce(state, entry(by, update)), from);
const starter = toBase64(starterUpdate('main.py', 'file:main.py', 'print("hello")\n'));

describe('authors', () => {
  it('names who first wrote under a number, and stays the same object where nothing is new', () => {
    const ada = writer();
    ada.text.insert(0, 'a');
    ada.text.insert(1, 'b');
    const [first = '', second = ''] = ada.take();
    const state = foldAll([['ada', first]]);
    assert.deepEqual(state, { [ada.doc.clientID]: 'ada' });
    assert.equal(authors.reduce(state, entry('ada', second)), state);
    assert.equal(authors.reduce(state, entry('mallory', second)), state);
  });

  it('credits nobody with deleting', () => {
    const [ada, bob] = [writer(), writer()];
    ada.text.insert(0, 'hello');
    const [hello = ''] = ada.take();
    applyUpdate(
      bob.doc,
      Uint8Array.from(atob(hello), (char) => char.charCodeAt(0)),
      'log',
    );
    bob.text.delete(0, 3);
    const [deleted = ''] = bob.take();
    assert.deepEqual(clientsOf(deleted), []);
    assert.deepEqual(foldAll([['bob', deleted]]), {});
  });

  it('credits the room with what files begin with, whoever brings it, also among other edits', () => {
    const workspace = new Workspace(() => Promise.resolve());
    const updates: Uint8Array[] = [];
    workspace.doc.on('update', (update: Uint8Array) => updates.push(update));
    workspace.seed({ 'python/main.py': 'pass\n', 'python/empty.py': '' });
    workspace.text('python/main.py').insert(0, '# mine\n');
    const state = foldAll([['ada', toBase64(mergeUpdates(updates))]]);
    assert.equal(state[workspace.doc.clientID], 'ada');
    assert.deepEqual(Object.values(state).sort(), ['ada', ROOM, ROOM]);
  });

  it('takes no update that cannot be read', () => {
    assert.deepEqual(foldAll([['ada', '////'], ['ada', '']]), {}); // prettier-ignore
    assert.throws(() => clientsOf('////'));
  });
});

describe('foreignClients', () => {
  it('is empty for one’s own and for new numbers, and names those of others', () => {
    const ada = writer();
    ada.text.insert(0, 'a');
    const [update = ''] = ada.take();
    const state = foldAll([['ada', update]]);
    assert.deepEqual(foreignClients(update, 'ada', {}), []);
    assert.deepEqual(foreignClients(update, 'ada', state), []);
    assert.deepEqual(foreignClients(update, 'mallory', state), [ada.doc.clientID]);
  });

  it('lets everyone bring a starter, and nobody write on under its number', () => {
    const state = foldAll([['ada', starter]]);
    assert.deepEqual(foreignClients(starter, 'bob', state), []);
    const forged = writer();
    applyUpdate(
      forged.doc,
      Uint8Array.from(atob(starter), (char) => char.charCodeAt(0)),
      'log',
    );
    const [number = 0] = clientsOf(starter);
    forged.doc.clientID = number;
    forged.text.insert(0, 'not a starter');
    const [update = ''] = forged.take();
    assert.deepEqual(foreignClients(update, 'bob', state), [number]);
  });
});
