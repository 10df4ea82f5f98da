// Writes the schemas that others read, from those that the code parses with: the question format and the wire as JSON
// Schema, and the wire once more as AsyncAPI.
import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { clientFrames, entrySchema, kinds, serverFrames } from '../dist/protocol/index.js';
import { questionSchema } from '../dist/question/schema.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const write = (name, schema) =>
  writeFileSync(new URL(`../dist/${name}`, import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`);

/** Without the line that names the dialect, which only the outermost schema has. */
function inner(schema) {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore' });
  return rest;
}
const all = (schemas) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, inner(schema)]));

write('question.schema.json', {
  ...toJsonSchema(questionSchema, { errorMode: 'throw' }),
  $id: 'urn:interview-room:question',
  title: 'A coding question for <interview-room>',
});

const prefixed = (prefix, schemas) =>
  Object.fromEntries(Object.entries(all(schemas)).map(([name, schema]) => [`${prefix}.${name}`, schema]));

write('protocol.schema.json', {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:interview-room:protocol:1',
  title: 'The wire of an interview room: frames by direction, entries, and the bodies of their kinds',
  definitions: {
    ...prefixed('client', clientFrames),
    ...prefixed('server', serverFrames),
    entry: inner(entrySchema),
    ...prefixed('body', kinds),
  },
});

const messages = (prefix, schemas) =>
  Object.fromEntries(
    Object.entries(all(schemas)).map(([name, payload]) => [
      `${prefix}.${name}`,
      { name, contentType: 'application/json', payload },
    ]),
  );
const named = (prefix, schemas) =>
  Object.keys(schemas).map((name) => ({ $ref: `#/channels/room/messages/${prefix}.${name}` }));

write('asyncapi.json', {
  asyncapi: '3.0.0',
  info: {
    title: 'Interview room',
    version,
    description: 'One JSON object a frame, the same over a WebSocket and over SSE with POST.',
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  channels: {
    room: {
      address: '/api/rooms/{session}/socket',
      parameters: { session: { description: 'The id of the room.' } },
      messages: { ...messages('client', clientFrames), ...messages('server', serverFrames) },
    },
  },
  operations: {
    receiveFromClient: {
      action: 'receive',
      channel: { $ref: '#/channels/room' },
      messages: named('client', clientFrames),
    },
    sendToClient: {
      action: 'send',
      channel: { $ref: '#/channels/room' },
      messages: named('server', serverFrames),
    },
  },
});
