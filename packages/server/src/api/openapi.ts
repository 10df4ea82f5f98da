import { questionSchema } from '@interview-room/core/question';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { languagesSchema, programSchema, programTestsSchema } from '../execute/program.js';
import { postSchema } from '../wire/posts.js';
import { operations, type Operation } from './operations.js';
import * as schemas from './schemas.js';

/** The schemas that the server itself reads by, under the names that the document has for them. */
const components: Record<string, GenericSchema> = {
  Question: questionSchema,
  NewRoom: schemas.newRoomSchema,
  MadeRoom: schemas.madeRoomSchema,
  NewToken: schemas.newTokenSchema,
  MadeToken: schemas.madeTokenSchema,
  FreshToken: schemas.freshTokenSchema,
  Room: schemas.roomDetailSchema,
  RoomList: schemas.roomListSchema,
  Assistant: schemas.assistantSchema,
  Languages: languagesSchema,
  Program: programSchema,
  ProgramTests: programTestsSchema,
  QuestionList: schemas.questionListSchema,
  QuestionName: schemas.questionNameSchema,
  Frames: postSchema,
  Error: schemas.errorSchema,
};

let made: object | undefined;

/** The API in OpenAPI 3.1. */
export const openApi = (): object => (made ??= document());

const document = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Interview room',
    version: '1',
    description:
      'Rooms, their tokens and their logs. What goes over a room’s own wire is described by asyncapi.json.',
  },
  paths: paths(),
  components: {
    schemas: Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, inner(schema)])),
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
      token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token for the room.' },
    },
  },
});

function inner(schema: GenericSchema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', target: 'draft-2020-12' });
  return rest;
}

function paths(): Record<string, Record<string, object>> {
  const all: Record<string, Record<string, object>> = {};
  for (const each of operations) (all[each.path] ??= {})[each.method] = operation(each);
  return all;
}

const operation = ({ id, summary, path, query, security, body, answers, type }: Operation) => ({
  operationId: id,
  summary,
  parameters: [
    ...(path.includes('{id}') ? [parameter('id', 'path')] : []),
    ...(query ?? []).map((name) => parameter(name, 'query')),
  ],
  ...(security && { security: security.map((name) => ({ [name]: [] })) }),
  ...(body && { requestBody: { required: true, content: content(body) } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(answers).map(([status, name]) => [
        status,
        { description: summary, ...(name && { content: content(name, type) }) },
      ]),
    ),
    default: { description: 'What went wrong.', content: content('Error') },
  },
});

const parameter = (name: string, place: 'path' | 'query') => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
});

const content = (name: string, type = 'application/json') => ({
  [type]: { schema: name in components ? { $ref: `#/components/schemas/${name}` } : { type: name } },
});
