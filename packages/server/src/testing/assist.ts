import { strict as assert } from 'node:assert';
import { isWithheld, type Entry } from '@interview-room/core/protocol';
import type { AssistOptions } from '../assist/options.js';
import { modelsFrom } from '../assist/providers.js';
import type { ServerOptions } from '../server.js';
import { Client } from './client.js';
import { eventsOf } from './events.js';
import { ScriptedProvider, type Say } from './provider.js';
import { World, type Made } from './world.js';

export type Frame = { type: string } & Record<string, unknown>;

type Wiring = Partial<AssistOptions> & { wire?: 'openai' | 'anthropic' | 'responses' };

/** A world whose assistant asks a scripted provider, over one of the wires. */
export async function open(script: (number: number, text: string) => Say, wiring: Wiring = {}) {
  const { provider, worlds } = await openAll(script, wiring, [{}]);
  return { provider, world: worlds[0] as World };
}

/** Several servers whose assistants ask one provider. */
export async function openAll(
  script: (number: number, text: string) => Say,
  { wire = 'openai', ...more }: Wiring,
  each: readonly Partial<ServerOptions>[],
) {
  const provider = await ScriptedProvider.open(({ text }, number) => script(number, text));
  const models = modelsFrom(
    wire === 'anthropic'
      ? { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: provider.url, ANTHROPIC_MODEL: 'small,large' }
      : {
          OPENAI_API_KEY: KEY,
          OPENAI_BASE_URL: `${provider.url}/v1`,
          OPENAI_MODEL: 'small,large',
          OPENAI_API: wire === 'responses' ? 'responses' : 'chat',
        },
  );
  const assist = { models: models ?? {}, ...more };
  const worlds = await Promise.all(each.map((options) => World.open({ assist, ...options })));
  opened.push(...worlds, provider);
  return { provider, worlds };
}
/** Let go of when all is done, also after a test that failed. */
const opened: { close(): Promise<unknown> }[] = [];
/** To be called once all tests of a file are done. */
export const closeAll = async (): Promise<void> => {
  for (const each of opened.splice(0)) await each.close();
};

export const KEY = 'sk-key-of-the-provider-0123456789';

/** A room in which the interview runs at a level. */
export async function started(world: World, level = 'pair-programming'): Promise<Made> {
  const room = await world.room({ assist: { level } });
  const candidate = await Client.join(world, room.id, { token: room.tokens.candidate, name: 'Ada' });
  assert.equal(typeof (await candidate.append('stage.changed', { stage: 'started' })), 'number');
  await candidate.leave();
  return room;
}

export const question = (turn: string, text: string) => ({
  id: 'talk',
  trigger: 'submit-message',
  messages: [{ id: turn, role: 'user', parts: [{ type: 'text', text }] }],
});
export const results = (
  turn: string,
  outputs: readonly { call: string; name: string; output: string }[],
) => ({
  id: 'talk',
  trigger: 'submit-message',
  messages: [
    {
      id: turn,
      role: 'assistant',
      parts: outputs.map(({ call, name, output }) => ({
        type: `tool-${name}`,
        toolCallId: call,
        state: 'output-available',
        input: {},
        output,
      })),
    },
  ],
});

export const ask = (
  world: World,
  { id, tokens }: Made,
  body: unknown,
  role: keyof Made['tokens'] = 'candidate',
) => world.post(`/api/rooms/${id}/chat`, body, tokens[role]);

/** The frames of an answer, to the end. */
export async function answered(response: Response): Promise<Frame[]> {
  assert.equal(response.status, 200, response.status === 200 ? '' : await response.clone().text());
  assert.equal(response.headers.get('x-vercel-ai-ui-message-stream'), 'v1');
  const frames: Frame[] = [];
  for await (const data of eventsOf(response)) if (data !== '[DONE]') frames.push(JSON.parse(data) as Frame);
  return frames;
}
export const refused = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
};
export const textOf = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => (frame.type === 'text-delta' ? [String(frame['delta'])] : [])).join('');
export const callsOf = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => (frame.type === 'tool-input-available' ? [String(frame['toolCallId'])] : []));

/** What a role is given of the log. */
export async function log(
  world: World,
  { id, tokens }: Made,
  role: keyof Made['tokens'] = 'interviewer',
): Promise<Entry[]> {
  const text = await (await world.fetch(`/api/rooms/${id}/log`, { key: tokens[role] })).text();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
  return lines.filter((entry) => !isWithheld(entry));
}
export const bodies = (entries: readonly Entry[], kind: string) =>
  entries.filter((entry) => entry.kind === kind).map(({ body }) => body as Record<string, unknown>);
