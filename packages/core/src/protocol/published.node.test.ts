// What is published for machines, as the build wrote it: the wire as AsyncAPI, and as JSON Schema.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Ajv, type AnySchemaObject, type Options, type ValidateFunction } from 'ajv';
import { examples } from '../../test/documented.js';
import { clientFrames, kinds, serverFrames } from './index.js';

interface Reference {
  $ref: string;
}
interface Message {
  name: string;
  payload: AnySchemaObject;
}
interface AsyncApi {
  asyncapi: string;
  channels: Record<
    string,
    { address: string; parameters: Record<string, object>; messages: Record<string, Message> }
  >;
  operations: Record<string, { action: string; channel: Reference; messages: Reference[] }>;
}

const published = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8'));
const asyncApi = published('asyncapi.json') as AsyncApi;
const wire = published('protocol.schema.json') as {
  $id: string;
  definitions: Record<string, AnySchemaObject>;
};
const require = createRequire(import.meta.url);

const validator = (schema: AnySchemaObject, options?: Options): ValidateFunction =>
  new Ajv({ strict: false, validateFormats: false, ...options }).compile(schema);
/** The official schema of a version brings the schema of schemas with it. */
const official = (version: string) =>
  validator(require(`@asyncapi/specs/schemas/${version}.json`) as AnySchemaObject, {
    meta: false,
    validateSchema: false,
  });

/** What a pointer within a document leads to. */
function at(document: unknown, pointer: string): unknown {
  assert.match(pointer, /^#\//);
  const names = pointer.slice(2).split('/');
  const plain = names.map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
  return plain.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    document,
  );
}

/** All that refers to another part, however deep. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref } = value as Partial<Reference>;
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(references)];
}

const sides = { client: clientFrames, server: serverFrames };
const room = () => asyncApi.channels.room ?? assert.fail('no channel');

describe('the published AsyncAPI document', () => {
  it('is one, as the official schema of its version has it', () => {
    const valid = official(asyncApi.asyncapi);
    assert.ok(valid(asyncApi), JSON.stringify(valid.errors, undefined, 2));
  });

  it('would not be one with a part missing or misspelt', () => {
    const valid = official(asyncApi.asyncapi);
    const text = JSON.stringify(asyncApi);
    const misspelt = {
      address: 'adress',
      version: 'versoin',
      send: 'publish',
      channel: 'chanel',
      string: 'text',
    };
    for (const [word, other] of Object.entries(misspelt)) {
      const broken = text.replace(`"${word}"`, `"${other}"`);
      assert.notEqual(broken, text);
      assert.ok(!valid(JSON.parse(broken)), word);
    }
  });

  it('refers to nothing that it does not have', () => {
    const all = references(asyncApi);
    assert.ok(all.length > 0);
    for (const pointer of all) assert.ok(at(asyncApi, pointer), pointer);
  });

  it('names the parameters of each address', () => {
    for (const { address, parameters } of Object.values(asyncApi.channels)) {
      const named = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(named, Object.keys(parameters));
    }
  });

  it('has each frame once, and says who sends it', () => {
    const { receiveFromClient, sendToClient } = asyncApi.operations;
    const told = (operation: typeof sendToClient) =>
      operation?.messages.map(({ $ref }) => at(asyncApi, $ref));
    const messages = (side: keyof typeof sides) =>
      Object.keys(sides[side]).map((name) => room().messages[`${side}.${name}`]);
    assert.deepEqual(told(receiveFromClient), messages('client'));
    assert.deepEqual(told(sendToClient), messages('server'));
    assert.equal(Object.keys(room().messages).length, messages('client').length + messages('server').length);
    for (const [key, { name }] of Object.entries(room().messages)) assert.equal(key.split('.')[1], name);
  });

  for (const side of ['client', 'server'] as const)
    it(`takes the documented example of each frame of a ${side}, and no other for it`, () => {
      const frames = examples(side) as { type: string }[];
      assert.deepEqual(frames.map(({ type }) => type).sort(), Object.keys(sides[side]).sort());
      for (const name of Object.keys(sides[side])) {
        const valid = validator(room().messages[`${side}.${name}`]?.payload ?? {});
        for (const frame of frames)
          assert.equal(valid(frame), frame.type === name, `${name}: ${JSON.stringify(valid.errors)}`);
      }
    });
});

describe('the published JSON Schema of the wire', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false }).addSchema(wire);
  const definition = (name: string) =>
    ajv.getSchema(`${wire.$id}#/definitions/${name}`) ?? assert.fail(`no ${name}`);

  it('refers to nothing that it does not have', () => {
    for (const pointer of references(wire)) assert.ok(at(wire, pointer), pointer);
  });

  it('has a schema for each frame, for entries and for the body of each kind, and for nothing else', () => {
    const frames = (['client', 'server'] as const).flatMap((side) =>
      Object.keys(sides[side]).map((name) => `${side}.${name}`),
    );
    const bodies = Object.keys(kinds).map((kind) => `body.${kind}`);
    assert.deepEqual(Object.keys(wire.definitions).sort(), [...frames, 'entry', ...bodies].sort());
  });

  it('takes the documented examples', () => {
    for (const side of ['client', 'server'])
      for (const frame of examples(side) as { type: string }[]) takes(`${side}.${frame.type}`, frame);
    for (const { kind, body } of examples('body') as { kind: string; body: unknown }[])
      takes(`body.${kind}`, body);
    for (const entry of examples('entry')) takes('entry', entry);
  });

  it('takes no frame without what it has to have', () => {
    for (const side of ['client', 'server'])
      for (const frame of examples(side) as { type: string }[]) {
        const name = `${side}.${frame.type}`;
        for (const needed of (wire.definitions[name]?.required ?? []) as string[])
          assert.ok(!definition(name)({ ...frame, [needed]: undefined }), `${name} without ${needed}`);
      }
  });

  function takes(name: string, value: unknown): void {
    const valid = definition(name);
    assert.ok(valid(value), `${name}: ${JSON.stringify(valid.errors)}`);
  }
});
