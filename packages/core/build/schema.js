// Writes dist/question.schema.json, the JSON Schema of the question format, from the schema that questions are parsed with.
import { writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { questionSchema } from '../dist/question/schema.js';

const schema = {
  ...toJsonSchema(questionSchema, { errorMode: 'throw' }),
  $id: 'urn:interview-room:question',
  title: 'A coding question for <interview-room>',
};
writeFileSync(
  new URL('../dist/question.schema.json', import.meta.url),
  `${JSON.stringify(schema, undefined, 2)}\n`,
);
