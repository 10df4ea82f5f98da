import { strict as assert } from 'node:assert';
import { it } from 'node:test';
import { jsonLogger } from './logger.js';
import { Client } from './testing/client.js';
import { SECRET } from './testing/question.js';
import { World } from './testing/world.js';

it('the lines of a session are JSON, and hold no name, no text and no token', async () => {
  const lines: string[] = [];
  const logger = jsonLogger((line) => lines.push(line));
  const world = await World.open({ logger });
  const room = await world.room({ candidate: { name: 'Ada Lovelace' } });
  const client = await Client.join(world, room.id, { token: room.tokens.candidate });
  await client.append('stage.changed', { stage: 'started' });
  await client.append('chat.message', { text: 'a private word' });
  await client.append('chat.message', { words: 'a private word of no shape' });
  await client.append('stage.changed', { stage: 'submitted' });
  await world.post('/api/rooms', { question: 'a private word' });
  await world.fetch(`/api/rooms/${room.id}/log`, { key: 'a private key' });
  await client.leave();
  await world.fetch(`/api/rooms/${room.id}`, { method: 'DELETE' });
  await world.close();
  const facts = lines.map((line) => JSON.parse(line) as { event: string; level: string; room?: string });
  assert.deepEqual(
    facts.map(({ level, event, room }) => [level, event, room]),
    [
      ['info', 'room made', room.id],
      ['info', 'room deleted', room.id],
    ],
  );
  for (const word of ['Ada', 'Lovelace', 'private', SECRET, ...Object.values(room.tokens)])
    assert.ok(!lines.join('').includes(word), word);
});
