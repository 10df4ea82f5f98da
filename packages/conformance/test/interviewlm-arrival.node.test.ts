import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { enter, FAR, MAIN, open, STARTER, until, visit, type Stage } from './interviewlm-stage.js';
import type { InterviewLmStandIn } from '../src/stand-ins/interviewlm/index.js';

const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `lib/${name}.py`);

/** An interview whose question brings these files beside its own. */
function bring(standIn: InterviewLmStandIn, files: Readonly<Record<string, string>>, main = 'solution.py') {
  const interview = standIn.world.interview('one');
  const [question] = interview.questions;
  const starterFiles = Object.entries({ [main]: STARTER, ...files }).map(([fileName, content]) => ({ fileName, content })); // prettier-ignore
  Object.assign(interview, { questions: [{ ...question, starterFiles }] });
  return interview;
}
const many = Object.fromEntries(names.map((name) => [name, `name = "${name}"\n`]));

/** What answers to these requests is held back until it is let go. */
function held(which: RegExp) {
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  const asked: string[] = [];
  const slow: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (!which.test(String(input)) || (init?.method ?? 'GET') !== 'GET') return reply;
    asked.push(String(input));
    await gate;
    return reply;
  };
  return { fetch: slow, asked, go: () => go() };
}
const reads = ({ heard }: InterviewLmStandIn) =>
  heard.map(({ what }) => what).filter((what) => /^GET .*\/files(\?|\/(?!watch))/.test(what));
const warned = ({ notices }: Pick<Stage, 'notices'>) =>
  notices.filter(({ name }) => name === 'left_out').map(({ text }) => text);

describe('the files of an interview that is joined', () => {
  for (const [variant, behind] of [
    ['current', /bulk=true/],
    ['proposed', /\/files\/lib/],
  ] as const)
    it(`hold up nobody: what is open is read first, the others behind it: ${variant}`, async () => {
      const standIn = await open({ variant });
      bring(standIn, many);
      const { fetch, asked, go } = held(behind);
      const stage = await enter(standIn, { fetch });
      await until(() => asked.length > 0);
      assert.deepEqual(stage.room.workspace.files(), { [MAIN]: STARTER });
      stage.type('# mine\n');
      await until(() => stage.interview.files.get(FAR) === `# mine\n${STARTER}`, 'it is worked in');
      go();
      await until(() => names.every((name) => stage.room.workspace.files()[`python/${name}`] === many[name]));
      assert.equal(stage.main, `# mine\n${STARTER}`);
    });

  it('are asked for together, once; of these none is asked for alone', async () => {
    const standIn = await open({});
    bring(standIn, many);
    const { room } = await visit(standIn);
    await until(() => names.every((name) => room.workspace.has(`python/${name}`)));
    assert.deepEqual(
      reads(standIn).filter((what) => !what.includes('solution.py')),
      ['GET /api/interview/one/files?bulk=true'],
    );
  });

  it('are all part of what is submitted, though some were still on their way', async () => {
    const standIn = await open({});
    bring(standIn, many);
    const { fetch, asked, go } = held(/bulk=true/);
    const stage = await enter(standIn, { fetch });
    await until(() => asked.length > 0);
    const isIn = () => stage.interview.submitted !== undefined;
    const submitted = stage.room.append('stage.changed', { stage: 'submitted' });
    await until(() => stage.room.state.stage.now === 'submitted');
    await sleep(400);
    assert.equal(isIn(), false, 'what is missing is waited for');
    go();
    await submitted;
    await until(isIn);
    const { finalCode } = stage.interview.submitted as { finalCode: Record<string, string> };
    assert.deepEqual(
      Object.keys(finalCode).sort(),
      [FAR, ...names.map((name) => `/workspace/${name}`)].sort(),
    );
  });

  it('are no older than what was told of them while they were on their way', async () => {
    const standIn = await open({});
    bring(standIn, many);
    const { fetch, asked, go } = held(/bulk=true/);
    const stage = await enter(standIn, { fetch });
    await until(() => asked.length > 0 && stage.listening('file-updates'));
    stage.far('/workspace/lib/a.py', 'newer = 1\n');
    await until(() => stage.room.workspace.files()['python/lib/a.py'] === 'newer = 1\n');
    go();
    await until(() => names.every((name) => stage.room.workspace.has(`python/${name}`)));
    assert.equal(stage.room.workspace.files()['python/lib/a.py'], 'newer = 1\n');
  });

  it('are what the backend has of them, not what the question began with, also where the file is found by its text', async () => {
    const standIn = await open({});
    const interview = bring(standIn, many, 'main.py');
    interview.initialise(Date.now());
    interview.files.set('/workspace/main.py', 'print("done")\n');
    const { fetch, asked, go } = held(/bulk=true/);
    const { room, notices } = await visit(standIn, { fetch, role: 'observer' });
    await until(() => asked.length > 0);
    assert.equal(room.workspace.files()['python/main.py'], 'print("done")\n');
    assert.equal(room.workspace.has(MAIN), false);
    go();
    await until(() => names.every((name) => room.workspace.has(`python/${name}`)));
    assert.deepEqual(notices.filter(({ name }) => name === 'conflict'), []); // prettier-ignore
  });
});

describe('files that are left out', () => {
  it('are told by their names: those that are too large', async () => {
    const standIn = await open({});
    bring(standIn, { ...many, 'data/large.csv': 'x'.repeat(500_001), 'data/fits.csv': 'x'.repeat(500_000) });
    const stage = await enter(standIn);
    await until(() => stage.room.workspace.has('python/data/fits.csv'));
    assert.equal(stage.room.workspace.has('python/data/large.csv'), false);
    assert.match(warned(stage).join(), /data\/large\.csv\. .*more than 500 kB/);
    assert.doesNotMatch(warned(stage).join(), /fits/);
    // One that grows so large is read where nobody tells how large it is by then.
    stage.far('/workspace/data/later.csv', 'y'.repeat(500_001));
    await until(() => warned(stage).some((text) => text.includes('data/later.csv')));
    assert.equal(stage.room.workspace.has('python/data/later.csv'), false);
    stage.far('/workspace/data/later.csv', 'y'.repeat(500_002));
    stage.far('/workspace/last.py', 'x = 1\n');
    await until(() => stage.room.workspace.has('python/last.py'));
    assert.equal(warned(stage).length, 2, 'each is told once');
  });

  it('are told by their names, and how many more: those beyond the most that are shown', async () => {
    const standIn = await open({});
    const more = Array.from({ length: 320 }, (_, n) => [`n/${String(n).padStart(3, '0')}.py`, '']);
    bring(standIn, Object.fromEntries(more) as Record<string, string>);
    const stage = await enter(standIn);
    await until(() => stage.room.workspace.list().length === 300);
    // The first is the question's own.
    assert.match(warned(stage).join(), /: n\/299\.py, n\/300\.py,.*, and 11 more\. No more than 300 files/);
    assert.equal(warned(stage).length, 1);
  });
});
