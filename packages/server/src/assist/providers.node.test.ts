// With which keys the providers of an environment are asked, where, and for which model.
import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { collect } from '@interview-room/assistant/streams';
import { answered, ask, KEY, question, started } from '../testing/assist.js';
import { ScriptedProvider, type Wire } from '../testing/provider.js';
import { World } from '../testing/world.js';
import { modelsFrom } from './providers.js';

describe('a provider', () => {
  let provider: ScriptedProvider;
  before(async () => (provider = await ScriptedProvider.open(() => ({ text: ['Hello.'] }))));
  after(() => provider.close());

  const wires: [wire: Wire, env: Record<string, string>, base: string][] = [
    ['openai-chat', { OPENAI_MODEL: 'a, b' }, '/v1'],
    ['openai-responses', { OPENAI_MODEL: 'a, b', OPENAI_API: 'responses' }, '/v1/'],
    ['anthropic', { ANTHROPIC_MODEL: 'a, b' }, ''],
  ];
  for (const [wire, env, base] of wires) {
    const name = wire === 'anthropic' ? 'ANTHROPIC' : 'OPENAI';
    const ofKey = wire === 'anthropic' ? { key: KEY } : { bearer: `Bearer ${KEY}` };
    for (const [with_, key, sent] of [
      ['its key', KEY, ofKey],
      ['no key at all, where there is none', undefined, {}],
      ['no key at all, where it is empty', '', {}],
    ] as const)
      it(`is asked over ${wire}, with ${with_}`, async () => {
        const url = provider.url + base;
        const models = modelsFrom({ ...env, [`${name}_BASE_URL`]: url, [`${name}_API_KEY`]: key }) ?? {};
        for (const [model, transport] of Object.entries(models)) {
          const request = { id: 't', messages: [{ id: 'm', role: 'user' as const, text: 'Hi' }] };
          const { text } = await collect(transport(request, { signal: new AbortController().signal }));
          assert.equal(text, 'Hello.');
          const { wire: spoken, body, headers } = provider.requests.at(-1) ?? assert.fail();
          assert.deepEqual([spoken, body.model], [wire, model]);
          const { 'authorization': bearer, 'x-api-key': key } = headers;
          assert.deepEqual(
            { ...(bearer !== undefined && { bearer }), ...(key !== undefined && { key }) },
            sent,
          );
        }
        assert.deepEqual(Object.keys(models), ['a', 'b']);
      });
  }

  it('that runs beside the server is asked by a room, with no key of anyone', async (test) => {
    const models = modelsFrom({ OPENAI_BASE_URL: `${provider.url}/v1`, OPENAI_MODEL: 'local' }) ?? {};
    const world = await World.open({ assist: { models } });
    test.after(() => world.close());
    const room = await started(world, 'consultant');
    await answered(await ask(world, room, question('t1', 'Hello?')));
    const { headers, body } = provider.requests.at(-1) ?? assert.fail();
    assert.equal(body.model, 'local');
    assert.deepEqual(
      [headers.authorization, headers['x-api-key'], headers.cookie],
      [undefined, undefined, undefined],
    );
  });
});
