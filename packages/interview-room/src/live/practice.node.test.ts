import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Room } from '@interview-room/core';
import type { Question } from '@interview-room/core/question';
import { Hall } from '../../test/hall.js';
import { Practice } from './practice.js';

const QUESTION: Question = {
  id: 'sum',
  title: 'Sum',
  difficulty: 'easy',
  statement: 'Add.',
  languages: { python: { entry: 'main.py', files: { 'main.py': 'pass\n' } } },
};

async function meet(): Promise<{ hall: Hall; mine: Practice; theirs: Practice; room: Room }> {
  const hall = new Hall();
  const [room, other] = [await hall.join('ada'), await hall.join('bob')];
  const over = (each: Room) => Practice.over(each, QUESTION, { run: () => undefined, extensions: () => [] });
  const [mine, theirs] = [over(room), over(other)];
  mine.prepare('python');
  mine.create('python', 'a.py', 'A');
  await room.workspace.settled();
  return { hall, mine, theirs, room };
}

describe('the document of a file', () => {
  it('is its path, as long as it is the same file', async () => {
    const { mine, room } = await meet();
    assert.equal(mine.document('python', 'a.py'), 'python/a.py');
    mine.write('python', 'a.py', 'changed');
    assert.equal(mine.document('python', 'a.py'), 'python/a.py');
    mine.remove('python', 'a.py');
    await room.workspace.settled();
    assert.equal(mine.document('python', 'a.py'), 'python/a.py');
    assert.equal(mine.document('python', 'not-there.py'), 'python/not-there.py');
  });

  it('is another for each other file at that path, also when the first comes back', async () => {
    const { mine } = await meet();
    const first = mine.document('python', 'a.py');
    mine.rename('python', 'a.py', 'b.py');
    mine.create('python', 'a.py', 'second');
    const second = mine.document('python', 'a.py');
    assert.notEqual(second, first);
    assert.notEqual(mine.binding('python', 'a.py'), mine.binding('python', 'b.py'));
    mine.rename('python', 'a.py', 'c.py');
    mine.create('python', 'a.py', 'third');
    const third = mine.document('python', 'a.py');
    mine.remove('python', 'a.py');
    mine.rename('python', 'b.py', 'a.py');
    assert.equal(mine.document('python', 'a.py'), first);
    assert.equal(new Set([first, second, third]).size, 3);
    // The language is told by the ending, and no file of another name is taken for it.
    for (const each of [first, second, third]) assert.ok(each.endsWith('a.py'));
    mine.create('python', '2/a.py', 'in a folder');
    assert.notEqual(mine.document('python', '2/a.py'), second);
  });

  it('is told to go by another name, once, where the file is renamed by anyone', async () => {
    const { mine, theirs, room } = await meet();
    const told: string[] = [];
    mine.renamed = (from, to) => told.push(`${from} → ${to}`);
    mine.document('python', 'a.py');
    mine.rename('python', 'a.py', 'b.py');
    for (let times = 0; times < 2; times++) mine.document('python', 'b.py');
    await room.workspace.settled();
    theirs.rename('python', 'b.py', 'a.py');
    await room.workspace.settled();
    mine.document('python', 'a.py');
    mine.create('python', 'b.py', 'another');
    mine.document('python', 'b.py');
    assert.deepEqual(told, ['python/a.py → python/b.py', 'python/b.py → python/a.py']);
  });

  it('is found where another person moved it to, and by both where two moved it', async () => {
    const { hall, mine, theirs, room } = await meet();
    for (const each of [mine, theirs]) each.document('python', 'a.py');
    const binding = theirs.binding('python', 'a.py');
    assert.equal(theirs.movedTo('python', 'a.py'), undefined);
    hall.hold();
    mine.rename('python', 'a.py', 'late.py');
    theirs.rename('python', 'a.py', 'early.py');
    mine.document('python', 'late.py');
    await room.workspace.settled();
    hall.release();
    for (const each of [mine, theirs]) assert.deepEqual(each.paths('python'), ['early.py', 'main.py']);
    assert.equal(mine.movedTo('python', 'late.py'), 'early.py');
    assert.equal(mine.movedTo('python', 'a.py'), 'early.py');
    assert.equal(theirs.movedTo('python', 'a.py'), 'early.py');
    assert.equal(theirs.movedTo('python', 'early.py'), undefined);
    assert.equal(theirs.binding('python', 'early.py'), binding);
    mine.remove('python', 'early.py');
    assert.equal(mine.movedTo('python', 'late.py'), undefined);
  });
});
