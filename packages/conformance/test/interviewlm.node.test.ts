import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { Room, type BackendNotice } from '@interview-room/core';
import {
  hiddenOutputs,
  startInterviewLm,
  tellChange,
  type Interview,
  type InterviewLmStandIn,
  type Manner,
} from '../src/stand-ins/interviewlm/index.js';
import type { Faults } from '../src/stand-ins/stand-in.js';

export async function until(done: () => unknown, what = done.toString()): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 1500, `never: ${what}`);
    await sleep(10);
  }
}

const MAIN = 'python/solution.py';
const FAR = '/workspace/solution.py';
const STARTER = 'line = input()\nprint(line)\n';

interface Setting {
  variant?: string;
  faults?: Partial<Faults>;
  manner?: Partial<Manner>;
  role?: string;
  fetch?: typeof fetch;
}

class Stage {
  constructor(
    readonly standIn: InterviewLmStandIn,
    readonly room: Room,
    readonly notices: BackendNotice[],
  ) {}
  get interview(): Interview {
    return this.standIn.world.interview('one');
  }
  get main(): string {
    return this.room.workspace.files()[MAIN] ?? '';
  }
  type(text: string, at = 0, path = MAIN): void {
    this.room.workspace.text(path).insert(at, text);
  }
  count(what: string): number {
    return this.standIn.heard.filter((heard) => heard.what === what).length;
  }
  /** Someone on the other side writes a file. */
  far(path: string, content: string): void {
    const type = this.interview.files.has(path) ? 'update' : 'create';
    this.interview.files.set(path, content);
    tellChange(this.interview, type, path);
  }
  listening(path: string): boolean {
    return [...this.interview.listeners].some((listener) => listener.path === path);
  }
  code(type: string, more: object = {}): void {
    const frame = { sessionId: 'session-one', fileName: 'solution.py', type, ...more };
    this.interview.send('code-stream', 'code', frame);
  }
}

const standIns: InterviewLmStandIn[] = [];
const rooms: Room[] = [];
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.leave()));
  await Promise.all(standIns.splice(0).map((standIn) => standIn.close()));
});

const URL_PREFIX = '/api/interview/one';

async function open({ variant = 'current', faults = {}, manner = {} }: Setting): Promise<InterviewLmStandIn> {
  const standIn = await startInterviewLm({ variant, faults });
  standIns.push(standIn);
  Object.assign(standIn.world.manner, manner);
  return standIn;
}

async function enter(
  standIn: InterviewLmStandIn,
  { variant = 'current', role = 'candidate', fetch }: Setting = {},
): Promise<Stage> {
  // prettier-ignore
  const backend = await openBackend('interviewlm', {
    url: standIn.url,
    variant,
    storage: 'memory',
    random: () => 0,
    ...(fetch && { fetch }),
  });
  const room = await Room.join({ backend, session: 'one', name: 'Ann', role });
  rooms.push(room);
  const notices: BackendNotice[] = [...(room.offers.notices?.recent ?? [])];
  room.offers.notices?.subscribe((notice) => notices.push(notice));
  const stage = new Stage(standIn, room, notices);
  await until(() => stage.listening('code-stream'), 'listening');
  return stage;
}

const join = async (setting: Setting = {}): Promise<Stage> => enter(await open(setting), setting);

for (const variant of ['current', 'legacy', 'proposed', 'streamed']) {
  describe(`interviewlm, ${variant}`, () => {
    it('begins an interview: the question, its files, its time', async () => {
      const { room, standIn } = await join({ variant });
      const question = room.state.content as { title: string; languages: object };
      assert.equal(question.title, 'Reverse a line');
      assert.deepEqual(Object.keys(question.languages), ['python']);
      assert.deepEqual(room.workspace.files(), { [MAIN]: STARTER });
      assert.equal(room.state.stage.now, 'started');
      assert.equal(Math.round(room.state.timer.totalMs / 10_000), 360);
      assert.deepEqual(room.offers.questions?.now, { index: 1, total: 3 });
      assert.equal(standIn.world.interview('one').initialised, 1);
    });

    it('saves what is typed once it rests, and takes in what changes on the other side', async () => {
      const stage = await join({ variant });
      for (const letter of '# mine\n') stage.type(letter, '# mine\n'.indexOf(letter));
      await until(() => stage.interview.files.get(FAR) === stage.main && stage.main !== STARTER);
      await until(() => stage.room.connection.remote?.unsent === 0);
      const writes = stage.standIn.heard.filter(({ what }) => /^(PUT|POST) .*\/files/.test(what));
      assert.ok(writes.length <= 2, `${writes.length} writes`);
      stage.far(FAR, `${stage.main}# theirs\n`);
      stage.far('/workspace/lib/more.py', 'x = 1\n');
      await until(() => stage.main.endsWith('# theirs\n'));
      await until(() => stage.room.workspace.files()['python/lib/more.py'] === 'x = 1\n');
    });

    it('merges what changes on the other side while ours is unsaved', async () => {
      const stage = await join({ variant });
      stage.type('# mine\n');
      stage.far(FAR, `${STARTER}# theirs\n`);
      await until(() => stage.interview.files.get(FAR) === `# mine\n${STARTER}# theirs\n`);
      assert.equal(stage.main, `# mine\n${STARTER}# theirs\n`);
    });

    it('goes on to the next question, with its files, and tells how the last one went', async () => {
      const stage = await join({ variant });
      assert.equal(await stage.room.offers.questions?.next(), true);
      await until(() => stage.room.state.question?.id === 'q-alphabet');
      assert.equal(stage.room.workspace.files()['python/alphabet.py'], 'count = int(input())\n');
      assert.deepEqual(stage.interview.performances, [{ questionId: 'q-reverse', score: 0, timeSpent: 0, testsPassedRatio: 0 }]); // prettier-ignore
      assert.equal(await stage.room.offers.questions?.next(), true);
      await until(() => stage.room.workspace.has('javascript/hello.js'));
      assert.equal(await stage.room.offers.questions?.next(), false);
    });

    it('submits all files, saved before', async () => {
      const stage = await join({ variant });
      stage.type('# last\n');
      await stage.room.append('stage.changed', { stage: 'submitted' });
      await until(() => stage.interview.submitted);
      assert.deepEqual(stage.interview.submitted, { finalCode: { [FAR]: `# last\n${STARTER}` } });
      assert.equal(stage.interview.files.get(FAR), `# last\n${STARTER}`);
    });
  });
}
