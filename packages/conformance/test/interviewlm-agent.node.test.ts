import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { LONG, talkOf } from '../src/stand-ins/interviewlm/chat.js';
import { FAR, STARTER, until, type Stage } from './interviewlm-stage.js';
import { ask, asked, lastStep, talk } from './interviewlm-talk.js';

const bound = { timeout: 30_000 };
type Frame = readonly [name: string, data: object];

/** Answers a question to the agent with these frames; all else is as it is. */
const answering = (frames: readonly Frame[]) => {
  const body = frames.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('');
  const answer: typeof fetch = (input, init) =>
    String(input).endsWith('/chat/agent/stream')
      ? Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
      : fetch(input, init);
  return { fetch: answer };
};
const begins: Frame = ['stream_start', { messageId: 'm-1' }];
const ends: Frame = ['done', { response: 'It is done.' }];
const tool = (toolName: string, input: object, more: object = {}): readonly Frame[] => [
  ['tool_use_start', { toolName, toolId: 't-1', input }],
  ['tool_result', { toolName, toolId: 't-1', input, output: 'as it came', isError: false, ...more }],
];
/** The backend has other files, and no stream tells of it. */
const silently = ({ interview }: Stage, files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) interview.files.set(path, text);
};
const actions = ({ interview }: Stage) =>
  interview.events.filter(({ type }) => type === 'ai_interaction').map(({ data }) => data as object);
const tested = (stage: Stage) =>
  stage.room.append('tests.finished', { language: 'python', summary: { total: 0, passed: 0, failed: 0, errored: 0, skipped: 0, durationMs: 1 }, tests: [] }); // prettier-ignore

describe('an answer of interviewlm that breaks where no history is kept', () => {
  const kept = { cut: { after: 6, times: 1 }, history: false, checkpoint: true, saveMs: 5, paceMs: 20 };

  it(
    'is gone on with from its checkpoint, is seen growing before its end, and the checkpoint is dropped',
    bound,
    async () => {
      const stage = await talk({}, kept);
      const { over, events } = ask(stage, 'a long one');
      const seen = () => events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('');
      await until(() => seen().includes('Sentence number 12 '));
      const kinds = talkOf(stage.interview).messages.map(({ role }) => role);
      assert.deepEqual(kinds, ['user'], 'the backend is not done with it');
      assert.equal(events.some(({ type }) => type === 'finish'), false); // prettier-ignore
      await until(() => talkOf(stage.interview).messages.length === 2);
      const whole = { messageId: '', partialResponse: LONG, timestamp: '', completed: true };
      talkOf(stage.interview).checkpoint = whole;
      const { text, error } = await over;
      assert.deepEqual([text, error], [LONG, undefined]);
      assert.equal(seen(), LONG, 'nothing comes twice');
      await until(() => asked(stage, /^DELETE .*\/chat\/checkpoint$/).length === 1);
      assert.equal(talkOf(stage.interview).checkpoint, undefined);
    },
  );

  it('is not gone on with from the checkpoint of another', bound, async () => {
    const stage = await talk(answering([begins, ['content', { delta: 'It begins ' }]]), { history: false });
    talkOf(stage.interview).checkpoint = { messageId: 'm-2', partialResponse: 'It begins and is of another.', timestamp: '' }; // prettier-ignore
    const { text, error } = await ask(stage, 'hello').over;
    assert.deepEqual([text, error?.code], ['It begins ', 'cut']);
    assert.ok(asked(stage, /^GET .*\/chat\/checkpoint$/).length > 0);
  });
});

describe('what the agent of interviewlm does to the files, where no stream tells of it', () => {
  it('is looked at where its end says which it modified', bound, async () => {
    const done: Frame = ['done', { response: '', filesModified: [FAR, '/workspace/lib/made.py'] }];
    const stage = await talk(answering([begins, ['content', { delta: 'Done.' }], done]));
    silently(stage, { [FAR]: '# modified\n', '/workspace/lib/made.py': 'made = 1\n' });
    await ask(stage, 'hello').over;
    await until(() => stage.main === '# modified\n');
    await until(() => stage.room.workspace.files()['python/lib/made.py'] === 'made = 1\n');
  });

  for (const name of ['Write', 'Edit', 'write_file', 'edit_file'])
    it(`is looked at after ${name}`, bound, async () => {
      const stage = await talk(answering([begins, ...tool(name, { file_path: FAR }), ends]));
      silently(stage, { [FAR]: '# written\n' });
      await ask(stage, 'hello').over;
      await until(() => stage.main === '# written\n');
    });

  for (const name of ['Bash', 'run_bash', 'execute_bash'])
    it(`is looked at after ${name}, whichever file it is`, bound, async () => {
      const stage = await talk(answering([begins, ...tool(name, { command: 'make all' }), ends]));
      silently(stage, { [FAR]: '# by a shell\n', '/workspace/out/log.txt': 'made\n' });
      await ask(stage, 'hello').over;
      await until(() => stage.main === '# by a shell\n');
      await until(() => stage.room.workspace.files()['python/out/log.txt'] === 'made\n');
    });

  it('is not asked for after a tool that only reads', bound, async () => {
    const stage = await talk(answering([begins, ...tool('Grep', { pattern: 'x', path: FAR }), ends]));
    silently(stage, { [FAR]: '# not told\n' });
    await ask(stage, 'hello').over;
    // What would have been asked for was asked for before this.
    stage.far('/workspace/later.py', 'later = 1\n');
    await until(() => stage.room.workspace.has('python/later.py'));
    await stage.room.workspace.settled();
    assert.equal(stage.main, STARTER);
  });

  it('is shown as failed where the tool says so', bound, async () => {
    const failed = { isError: true, output: 'No such file' };
    const stage = await talk(answering([begins, ...tool('Edit', { file_path: FAR }, failed), ends]));
    const { calls } = await ask(stage, 'hello').over;
    assert.deepEqual([calls?.[0]?.name, calls?.[0]?.error, calls?.[0]?.output], ['Edit', 'No such file', undefined]); // prettier-ignore
  });
});

describe('what interviewlm is told, and tells, of an answer', () => {
  it('has how much it took in the log and in what is recorded', bound, async () => {
    const stage = await talk();
    await ask(stage, 'hello').over;
    const usage = { inputTokens: 'hello'.length, outputTokens: 'You said: hello.'.length };
    assert.deepEqual(lastStep(stage)?.usage, usage);
    await tested(stage);
    await until(() => actions(stage).length === 2);
    const [answered] = actions(stage).filter((each) => 'finish' in each);
    assert.deepEqual(answered, { action: 'answered', finish: 'stop', tools: [], ...usage });
  });

  it('has the file’s name and language in the address of the chat', bound, async () => {
    const stage = await talk({ variant: 'legacy' });
    await ask(stage, 'hello').over;
    const [{ what } = { what: '' }] = asked(stage, /^GET .*\/chat\?/);
    const query = new URLSearchParams(what.split('?')[1]);
    assert.deepEqual(Object.fromEntries(query), { message: 'hello', fileName: 'solution.py', language: 'python', content: STARTER }); // prettier-ignore
  });
});
