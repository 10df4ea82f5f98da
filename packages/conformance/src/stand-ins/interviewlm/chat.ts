import { randomUUID } from 'node:crypto';
import { objectOf, textOf } from '@interview-room/backends/wire';
import type { Context, Route } from './router.js';
import { scriptOf, snake, type Step, type Tool } from './script.js';
import type { Listener } from './state.js';
import { chatManner, rest, talkOf, type Talk, type Wanted } from './talking.js';

export { chatManner, talkOf, type ChatManner } from './talking.js';
export { LONG, WRITTEN } from './script.js';

/** The chat, its agent, and what helps a person on. */
export const chatRoutes: readonly Route[] = [
  { method: 'GET', path: 'chat', handle: chat },
  { method: 'POST', path: 'chat/agent/stream', handle: agent },
  { method: 'GET', path: 'chat/history', handle: history },
  { method: 'GET', path: 'chat/checkpoint', handle: checkpoint },
  { method: 'DELETE', path: 'chat/checkpoint', handle: dropCheckpoint },
  { method: 'POST', path: 'chat/reset', handle: reset },
  { method: 'POST', path: 'chat/answer', handle: answer },
  { method: 'GET', path: 'assistance', handle: ({ stream }) => stream().send('connected', {}) },
];

/** How what a model does is told. */
interface Voice {
  start(): void;
  say(delta: string): void;
  called(name: string, id: string, input: object): void;
  came(name: string, id: string, input: object, output: unknown): void;
  /** Gives back whether there is a way to answer. */
  ask(wanted: Wanted): boolean;
  fail(message: string, retryable: boolean): void;
  done(answer: Answer): void;
}

/** An answer as it is made. */
class Answer {
  readonly id = randomUUID();
  text = '';
  readonly tools: string[] = [];
  readonly modified: string[] = [];
  private n = 0;

  constructor(
    readonly message: string,
    private readonly context: Context,
    private readonly talk: Talk,
  ) {}

  /** Makes it to its end, whether anyone hears it or not. */
  async make(voice: Voice): Promise<void> {
    const { interview, world } = this.context;
    const saving = this.save(chatManner(world).saveMs);
    this.talk.add(interview, 'user', this.message);
    voice.start();
    let failed = false;
    for (const step of scriptOf(this.message, interview)) failed ||= (await this.step(step, voice)) === false;
    clearInterval(saving);
    this.talk.checkpoint = undefined;
    if (failed) return;
    this.talk.add(interview, 'assistant', this.text);
    voice.done(this);
  }

  private save(everyMs: number): NodeJS.Timeout {
    const keep = () => {
      const timestamp = new Date().toISOString();
      this.talk.checkpoint = { messageId: this.id, partialResponse: this.text, timestamp };
    };
    return setInterval(keep, everyMs).unref();
  }

  private async step(step: Step, voice: Voice): Promise<boolean> {
    const manner = chatManner(this.context.world);
    await rest(manner.paceMs);
    if ('say' in step) this.say(step.say, voice);
    if ('tool' in step) this.use(step, voice, manner.tools === 'snake' ? snake[step.tool] : step.tool);
    if ('ask' in step) await this.ask(step.ask, voice);
    if ('fail' in step) voice.fail(step.fail, step.retryable);
    return !('fail' in step);
  }

  private say(delta: string, voice: Voice): void {
    this.text += delta;
    voice.say(delta);
  }

  private use(
    { tool, input, act }: { tool: Tool; input: object; act: () => unknown },
    voice: Voice,
    name: string,
  ): void {
    const id = `${this.id}-${this.n++}`;
    voice.called(name, id, input);
    this.tools.push(name);
    if (tool === 'Write') this.modified.push(textOf(objectOf(input)['file_path']));
    voice.came(name, id, input, act());
  }

  /** Waits for what is answered, or leaves that to the next message. */
  private async ask(wanted: Wanted, voice: Voice): Promise<void> {
    const { talk, context } = this;
    if (!voice.ask(wanted)) return;
    const waits = chatManner(context.world).clarify === 'waits';
    const told = new Promise<string>((tell) => {
      const keep = (answer: string) => (waits ? tell(answer) : (talk.told = answer));
      talk.wanted.set(wanted.questionId, { wanted, tell: keep });
    });
    if (waits) this.say(` You chose: ${await told}.`, voice);
  }
}

async function agent(context: Context): Promise<void> {
  const { world, body, fail, response } = context;
  const { message, codeContext } = objectOf(body);
  if (!chatManner(world).agent) return fail(404, 'Not found');
  if (isLimited(context)) return;
  const isText = codeContext === undefined || typeof codeContext === 'string';
  if (!textOf(message) || !isText) return fail(400, 'message is missing, or codeContext is no JSON text');
  const talk = talkOf(context.interview);
  const told = talk.told;
  talk.told = undefined;
  const made = new Answer(textOf(message), context, talk);
  const line = breaking(context, context.stream());
  await made.make(agentVoice(line, made.id, told, world.faults.missingComplete));
  response.end();
}

async function chat(context: Context): Promise<void> {
  const { world, query, fail, response } = context;
  if (!chatManner(world).chat) return fail(404, 'Not found');
  if (isLimited(context)) return;
  if (!query.get('message')) return fail(400, 'message is missing');
  const made = new Answer(query.get('message') ?? '', context, talkOf(context.interview));
  const line = breaking(context, context.stream());
  await made.make(chatVoice(line, world.variant === 'legacy', world.faults.missingComplete));
  response.end();
}

function agentVoice(
  line: Pick<Listener, 'send'>,
  messageId: string,
  told: string | undefined,
  endless: boolean,
): Voice {
  const usage = ({ text, message }: Answer) => ({ inputTokens: message.length, outputTokens: text.length, totalTokens: message.length + text.length }); // prettier-ignore
  return {
    start: () => {
      line.send('stream_start', { messageId });
      line.send('iteration', { iteration: 1 });
      if (told) line.send('content', { delta: `So: ${told}. ` });
    },
    say: (delta) => line.send('content', { delta }),
    called: (toolName, toolId, input) => line.send('tool_use_start', { toolName, toolId, input }),
    came: (toolName, toolId, input, output) =>
      line.send('tool_result', { toolName, toolId, output, input, isError: false }),
    ask: (wanted) => {
      line.send('clarifying_question', wanted);
      return true;
    },
    fail: (message, retryable) => line.send('error', { error: 'MODEL_ERROR', message, retryable, messageId }),
    done: (answer) => {
      const { text: response, tools: toolsUsed, modified: filesModified } = answer;
      if (!endless)
        line.send('done', { response, toolsUsed, filesModified, usage: usage(answer), metadata: {} });
    },
  };
}

/** It only talks: of what it does with tools nothing is told. */
function chatVoice(line: Pick<Listener, 'send'>, legacy: boolean, endless: boolean): Voice {
  const say = (delta: string) =>
    legacy ? line.send(undefined, { type: 'chunk', text: delta }) : line.send('content', { delta });
  return {
    say,
    start: () => undefined,
    called: () => undefined,
    came: () => undefined,
    ask: ({ question }) => {
      say(` ${question}`);
      return false;
    },
    fail: (error) => line.send(undefined, { type: 'error', error }),
    done: ({ text, message }) => {
      if (!legacy) line.send('usage', { inputTokens: message.length, outputTokens: text.length });
      if (endless) return;
      if (legacy) line.send(undefined, { type: 'done' });
      else line.send('done', {});
    },
  };
}

/** A stream that breaks in the middle, where that is switched on. */
function breaking({ world, response }: Context, line: Listener): Pick<Listener, 'send'> {
  const { cut } = chatManner(world);
  if (cut.times === 0) return line;
  cut.times--;
  let left = cut.after;
  return {
    send: (name, data) => {
      if (left-- > 0) line.send(name, data);
      else if (!response.destroyed) response.destroy();
    },
  };
}

function isLimited({ world, fail }: Context): boolean {
  const { limit } = chatManner(world);
  if (limit.times === 0) return false;
  limit.times--;
  fail(429, 'Too many requests', { retryAfter: limit.seconds });
  return true;
}

function history({ world, interview, ok, fail }: Context): void {
  if (!chatManner(world).history) return fail(404, 'Not found');
  ok({ messages: talkOf(interview).messages });
}

function checkpoint({ world, interview, ok, fail }: Context): void {
  if (!chatManner(world).checkpoint) return fail(404, 'Not found');
  ok({ checkpoint: talkOf(interview).checkpoint ?? null });
}

function dropCheckpoint({ interview, ok }: Context): void {
  talkOf(interview).checkpoint = undefined;
  ok({ success: true });
}

function reset({ interview, body, ok, fail }: Context): void {
  if (!textOf(objectOf(body)['questionId'])) return fail(400, 'questionId is missing');
  talkOf(interview).forget();
  ok({ success: true });
}

function answer({ interview, body, ok, fail }: Context): void {
  const { sessionId, questionId, selectedOption, customAnswer } = objectOf(body);
  const { wanted } = talkOf(interview);
  const known = wanted.get(textOf(questionId));
  const said = textOf(selectedOption) || textOf(customAnswer);
  if (sessionId !== interview.sessionId || !known) return fail(404, 'Question not found');
  if (!said) return fail(400, 'selectedOption or customAnswer is missing');
  if (selectedOption !== undefined && !known.wanted.options.includes(textOf(selectedOption)))
    return fail(400, 'selectedOption is none of the options');
  wanted.delete(textOf(questionId));
  known.tell(said);
  ok({ success: true });
}
