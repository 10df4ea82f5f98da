// Writes who may do what as data, for backends in other languages: what the functions of the protocol answer, asked for
// every role, stage and kind.
import { writeFileSync } from 'node:fs';
import { audienceOf, kinds, may, mayCast, mayEnter, roles, stages } from '../dist/protocol/index.js';

const table = (keys, valueOf) => Object.fromEntries(keys.map((key) => [key, valueOf(key)]));
const dropEmpty = (each) => Object.fromEntries(Object.entries(each).filter(([, list]) => list.length > 0));

const writing = (kind) => dropEmpty(table(roles, (role) => stages.filter((stage) => may(role, stage, kind))));
const names = Object.keys(kinds);

const rules = {
  roles,
  stages,
  kinds: table(names, (kind) => ({ may: writing(kind), audience: audienceOf(kind) })),
  others: {
    pattern: '^[a-z][A-Za-z0-9_-]*\\.',
    reserved: [...new Set(names.map((kind) => kind.split('.')[0]))],
    may: writing('acme.badge'),
  },
  steps: table(roles, (role) =>
    dropEmpty(table(stages, (from) => stages.filter((to) => mayEnter(role, from, to)))),
  ),
  casts: table(roles, (role) => (mayCast(role, 'acme.badge') ? [''] : ['presence'])),
};
writeFileSync(new URL('../dist/roles.json', import.meta.url), `${JSON.stringify(rules, undefined, 2)}\n`);
