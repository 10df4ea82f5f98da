import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { FAR, join, MAIN, STARTER, until, type Stage } from './interviewlm-stage.js';

const told = (stage: Stage, name: string): string[] =>
  stage.notices.filter((notice) => notice.name === name).map(({ text }) => text);
const rest = 'print(line)\n';

describe('files on both sides', () => {
  it('come and go with the other side, unless something unsaved is in them', async () => {
    const stage = await join();
    stage.far('/workspace/a.py', 'a\n');
    stage.far('/workspace/b.py', 'b\n');
    await until(() => stage.room.workspace.has('python/b.py') && stage.room.workspace.has('python/a.py'));
    stage.interview.files.delete('/workspace/a.py');
    stage.interview.files.delete('/workspace/b.py');
    stage.type('mine ', 0, 'python/b.py');
    for (const path of ['a.py', 'b.py'])
      stage.interview.send('file-updates', 'file-change', { type: 'delete', path: `/workspace/${path}` });
    await until(() => !stage.room.workspace.has('python/a.py'));
    await until(() => stage.interview.files.get('/workspace/b.py') === 'mine b\n');
    assert.match(told(stage, 'file_deleted').join(' '), /b\.py.*is kept/);
  });

  it('that are made here are made there; one that is taken away here does not come back by itself', async () => {
    const stage = await join();
    stage.room.workspace.create('python/lib/new.py', 'x = 1\n');
    await until(() => stage.interview.files.get('/workspace/lib/new.py') === 'x = 1\n');
    stage.room.workspace.remove('python/lib/new.py');
    await until(() => told(stage, 'file_deleted').length > 0);
    stage.standIn.cut();
    await until(() => !stage.listening('file-updates'));
    await until(() => stage.listening('file-updates'));
    stage.far(FAR, `${STARTER}#\n`);
    await until(() => stage.main.endsWith('#\n'));
    assert.deepEqual(stage.room.workspace.list(), [MAIN]);
  });

  it('that are renamed here are recorded as that, and those that are taken away as that', async () => {
    const stage = await join();
    const { workspace } = stage.room;
    const recorded = (type: string) =>
      (stage.interview.events as { type: string; data: object }[])
        .filter((event) => event.type === type)
        .map(({ data }) => data);
    workspace.create('python/one.py', 'x = 1\n');
    await until(() => stage.interview.files.get('/workspace/one.py') === 'x = 1\n');
    workspace.rename('python/one.py', 'python/two.py');
    await until(() => stage.interview.files.get('/workspace/two.py') === 'x = 1\n');
    workspace.remove('python/two.py');
    await until(() => recorded('file_deleted').length > 0);
    assert.deepEqual(recorded('file_renamed'), [{ path: 'one.py', newPath: 'two.py' }]);
    assert.deepEqual(recorded('file_deleted'), [{ path: 'two.py' }]);
  });

  it('that may not be changed are put back, with what was typed beside them', async () => {
    const stage = await join();
    stage.far('/workspace/locked.py', 'theirs\n');
    await until(() => stage.room.workspace.has('python/locked.py'));
    stage.type('mine ', 0, 'python/locked.py');
    await until(() => stage.room.workspace.files()['python/locked.py'] === 'theirs\n');
    assert.equal(stage.room.workspace.files()['python/locked.mine.py'], 'mine theirs\n');
    assert.match(told(stage, 'not_saved').join(), /locked\.mine\.py/);
    await until(() => stage.room.connection.remote?.unsent === 0);
  });

  it('that are too large stay as they are, and are saved once they are not', async () => {
    const stage = await join();
    stage.type('#'.repeat(1_000_001));
    await until(() => told(stage, 'not_saved').length > 0);
    assert.match(told(stage, 'not_saved').join(), /larger than the backend takes/);
    assert.equal(stage.main.length, 1_000_001 + STARTER.length);
    stage.room.workspace.text(MAIN).delete(0, 1_000_001);
    stage.type('ok ');
    await until(() => stage.interview.files.get(FAR) === `ok ${STARTER}`);
  });

  /** Both rewrote the first line; theirs has a line more at the end, which is in question for nobody. */
  const crossed = async () => {
    const stage = await join();
    const theirs = `theirs = input()\n${rest}# theirs\n`;
    stage.interview.files.set(FAR, theirs);
    const text = stage.room.workspace.text(MAIN);
    stage.room.workspace.doc.transact(() => {
      text.delete(0, 'line = input()'.length);
      text.insert(0, 'mine = int(input())');
    });
    await until(() => asked(stage));
    assert.equal(stage.main, `mine = int(input())\n${rest}# theirs\n`, 'no letter of theirs is in it');
    assert.equal(stage.interview.files.get(FAR), theirs, 'and theirs is written over by nobody');
    return stage;
  };
  const asked = (stage: Stage) => stage.notices.findLast(({ name, other }) => name === 'conflict' && other);
  const last = (stage: Stage) => stage.notices.findLast(({ name }) => name === 'conflict')?.action;
  const isBoth = (stage: Stage, text: string) =>
    stage.main === text && stage.interview.files.get(FAR) === text;

  it('that both changed in the same place stay as the person has them, until they chose their own', async () => {
    const stage = await crossed();
    assert.match(asked(stage)?.text ?? '', /solution\.py.*same place/);
    stage.type('# later\n', stage.main.length);
    const mine = `mine = int(input())\n${rest}# theirs\n# later\n`;
    const { label, run } = asked(stage)?.action ?? {};
    assert.equal(label, 'Keep mine');
    assert.ok((stage.room.connection.remote?.unsent ?? 0) > 0);
    run?.();
    await until(() => isBoth(stage, mine));
    assert.equal(last(stage)?.label, 'Take the other side’s');
    last(stage)?.run();
    await until(() => isBoth(stage, `theirs = input()\n${rest}# theirs\n# later\n`));
  });

  it('that both changed in the same place become the other side’s where that is chosen, and one’s own again', async () => {
    const stage = await crossed();
    assert.equal(asked(stage)?.other?.label, 'Take the other side’s');
    stage.type('# later\n', stage.main.length);
    asked(stage)?.other?.run();
    await until(() => isBoth(stage, `theirs = input()\n${rest}# theirs\n# later\n`));
    stage.type('# last\n', stage.main.length);
    assert.equal(last(stage)?.label, 'Put mine back');
    last(stage)?.run();
    await until(() => isBoth(stage, `mine = int(input())\n${rest}# theirs\n# later\n# last\n`));
  });

  it('that both changed in the same place are submitted as the person sees them', async () => {
    const stage = await crossed();
    await stage.room.append('stage.changed', { stage: 'submitted' });
    await until(() => stage.interview.submitted);
    const { finalCode } = stage.interview.submitted as { finalCode: Record<string, string> };
    assert.equal(finalCode[FAR], stage.main);
    assert.ok(isBoth(stage, `mine = int(input())\n${rest}# theirs\n`));
  });

  it('that everyone writes at once keep all of it', async () => {
    const stage = await join();
    // What is asked for with the connection has been: from here on what was heard last tells what is under way.
    await until(
      () => stage.listening('assistance') && stage.count('GET /api/interview/one/chat/history') > 0,
    );
    for (let n = 0; n < 60; n++) {
      stage.type(`${n};`);
      // Between a look and a save the wire has nothing that could tell of a change: there the later one wins.
      if (n % 6 === 0) await until(() => !stage.standIn.heard.at(-1)?.what.includes('?path='));
      if (n % 6 === 0) stage.far(FAR, `${stage.interview.files.get(FAR)}# far ${n}\n`);
      await new Promise((done) => setTimeout(done, 5));
    }
    await until(() => stage.interview.files.get(FAR) === stage.main && stage.main.includes('59;'));
    for (let n = 0; n < 60; n++) assert.ok(stage.main.includes(`${n};`), `${n} is lost`);
    for (let n = 0; n < 60; n += 6) assert.equal(stage.main.split(`# far ${n}\n`).length, 2, `# far ${n}`);
  });
});

describe('the assistant typing into the editor', () => {
  it('is seen as it types, while the person types elsewhere; nothing comes twice when the backend saves it', async () => {
    const stage = await join();
    stage.code('start');
    stage.code('delta', { delta: 'def f():\n', position: { line: 2, column: 1 } });
    await until(() => stage.main === `line = input()\ndef f():\n${rest}`);
    assert.ok(Object.values(stage.room.state.authors).includes('assistant'));
    stage.type('# mine\n');
    stage.code('delta', { delta: '    pass\n' });
    const whole = `line = input()\ndef f():\n    pass\n${rest}`;
    await until(() => stage.main === `# mine\n${whole}`);
    stage.code('complete', { fullContent: whole });
    stage.far(FAR, whole);
    await until(() => stage.interview.files.get(FAR) === `# mine\n${whole}`);
    assert.equal(stage.main, `# mine\n${whole}`);
  });

  const table: [string, (stage: Stage) => void, string][] = [
    ['all at once', (stage) => stage.code('complete', { fullContent: 'all\n' }), 'all\n'],
    ['without a start', (stage) => (stage.code('delta', { delta: '# ai\n' }), stage.code('complete')), `${STARTER}# ai\n`],
    ['a file anew', (stage) => {
      stage.code('start');
      stage.code('delta', { delta: 'new\n' });
      stage.code('complete', { fullContent: 'new\n' });
    }, 'new\n'],
    ['late', (stage) => {
      stage.code('complete', { fullContent: 'all\n' });
      stage.code('delta', { delta: 'late' });
    }, 'all\n'],
    ['one place named again and again', (stage) => {
      stage.code('start');
      for (const delta of ['a', 'b', 'c']) stage.code('delta', { delta, position: { line: 1, column: 1 } });
      stage.code('complete');
    }, `abc${STARTER}`],
    ['beyond the end', (stage) => {
      stage.code('delta', { delta: 'x', position: { line: 99, column: 99 } });
      stage.code('complete');
    }, `${STARTER}x`],
    ['what fails is taken out', (stage) => {
      stage.code('delta', { delta: 'half ', position: { line: 1, column: 1 } });
      stage.code('delta', { delta: 'a line' });
      stage.code('error', { error: 'overloaded' });
      stage.type('# mine\n');
    }, `# mine\n${STARTER}`],
  ]; // prettier-ignore
  for (const [name, act, expected] of table) {
    it(`is what it should be: ${name}`, async () => {
      const stage = await join();
      act(stage);
      await until(() => stage.main === expected, `${JSON.stringify(expected)}`);
      await until(() => stage.interview.files.get(FAR) === expected, 'saved');
      assert.equal(stage.main, expected);
    });
  }

  /** The person makes another of the first line, which is not saved yet. */
  const rewrite = (stage: Stage, line: string) => {
    const text = stage.room.workspace.text(MAIN);
    stage.room.workspace.doc.transact(() => {
      text.delete(0, stage.main.indexOf('\n'));
      text.insert(0, line);
    });
  };
  const choice = (stage: Stage) => stage.notices.findLast(({ name, other }) => name === 'conflict' && other);

  it('leaves a line that the person changes meanwhile as it is, and lets them choose', async () => {
    const stage = await join();
    stage.code('start');
    stage.code('delta', { delta: '# ai\n' });
    await until(() => stage.main === `${STARTER}# ai\n`);
    rewrite(stage, 'mine = int(input())');
    const whole = `theirs = input()\n${rest}# ai\n`;
    stage.code('complete', { fullContent: whole });
    stage.far(FAR, whole);
    await until(() => choice(stage));
    assert.equal(stage.main, `mine = int(input())\n${rest}# ai\n`, 'no letter of its is in it');
    assert.equal(stage.interview.files.get(FAR), whole);
    choice(stage)?.other?.run();
    await until(() => stage.main === whole);
  });

  it('that begins a file anew is not seen in what the person types, and can be had when it is done', async () => {
    const stage = await join();
    rewrite(stage, 'mine = int(input())');
    const mine = `mine = int(input())\n${rest}`;
    stage.code('start', { fullContent: '' });
    for (const delta of ['def new', '():\n', '    pass\n']) stage.code('delta', { delta });
    stage.code('complete');
    await until(() => choice(stage));
    assert.equal(stage.main, mine);
    choice(stage)?.other?.run();
    await until(() => stage.main === 'def new():\n    pass\n');
    await until(() => stage.interview.files.get(FAR) === 'def new():\n    pass\n');
  });

  it('is taken out when it fails, but for lines that the person made their own', async () => {
    const stage = await join();
    stage.code('delta', { delta: 'def first():\n    pass\n', position: { line: 1, column: 1 } });
    await until(() => stage.main.startsWith('def first():\n    pass\n'));
    rewrite(stage, 'def fast():');
    stage.code('error', { error: 'overloaded' });
    await until(() => stage.notices.some(({ name }) => name === 'code error'));
    assert.ok(stage.main.startsWith('def fast():\n'), stage.main);
    assert.ok(stage.main.endsWith(STARTER), stage.main);
  });

  it('is over when its stream is cut: what it had begun goes, and the backend has the word', async () => {
    const stage = await join();
    stage.code('start');
    stage.code('delta', { delta: 'half' });
    await until(() => stage.main.endsWith('half'));
    stage.type('# mine\n');
    stage.standIn.cut();
    stage.interview.files.set(FAR, `${STARTER}whole\n`);
    await until(() => stage.interview.files.get(FAR) === `# mine\n${STARTER}whole\n`);
    assert.equal(stage.main, `# mine\n${STARTER}whole\n`);
  });

  it('is over when nothing more comes', async () => {
    const silences: (() => void)[] = [];
    const after = (ms: number, work: () => void) => {
      const timer = ms === 20_000 ? void silences.push(work) : setTimeout(work, ms);
      return () => clearTimeout(timer as NodeJS.Timeout | undefined);
    };
    const stage = await join({ clock: { now: () => Date.now(), after } });
    stage.code('start');
    stage.code('delta', { delta: '# ai\n' });
    await until(() => stage.main === `${STARTER}# ai\n`);
    assert.equal(stage.interview.files.get(FAR), STARTER);
    silences.at(-1)?.();
    await until(() => stage.interview.files.get(FAR) === `${STARTER}# ai\n`);
  });
});
