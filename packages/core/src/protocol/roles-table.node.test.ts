import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { audienceOf, kinds, may, mayCast, mayEnter, roles, stages, type Role, type Stage } from './index.js';

interface Rule {
  may: Partial<Record<Role, Stage[]>>;
  audience?: string;
}
interface Table {
  roles: Role[];
  stages: Stage[];
  kinds: Record<string, Rule>;
  others: Rule & { pattern: string; reserved: string[] };
  steps: Record<Role, Partial<Record<Stage, Stage[]>>>;
  casts: Record<Role, string[]>;
}
const table = JSON.parse(readFileSync(new URL('../../dist/roles.json', import.meta.url), 'utf8')) as Table;

/** What docs/PROTOCOL.md says of how to read it. */
function ruleOf(kind: string): Rule {
  if (Object.hasOwn(table.kinds, kind)) return table.kinds[kind] ?? assert.fail();
  const { pattern, reserved } = table.others;
  const [word = ''] = kind.split('.');
  return new RegExp(pattern).test(kind) && !reserved.includes(word) ? table.others : { may: {} };
}

const foreign = ['acme.badge', 'a-b_C9.x.y', 'acme', 'Acme.x', 'é.x', 'aé.x', '9a.x', '.x', '', 'a b.c'];
const unknown = [...foreign, 'chat.other', 'room.x', 'log.x', '__proto__', 'constructor.x', 'toString'];

describe('roles.json', () => {
  it('says of every role, stage and kind what the code says', () => {
    assert.deepEqual([table.roles, table.stages], [roles, stages]);
    assert.deepEqual(Object.keys(table.kinds), Object.keys(kinds));
    for (const kind of [...Object.keys(kinds), ...unknown]) {
      assert.equal(ruleOf(kind).audience, audienceOf(kind), kind);
      for (const role of roles)
        for (const stage of stages)
          assert.equal(
            ruleOf(kind).may[role]?.includes(stage) ?? false,
            may(role, stage, kind),
            `${role} ${stage} ${kind}`,
          );
    }
  });

  it('has the steps from a stage to another', () => {
    for (const role of roles)
      for (const from of stages)
        for (const to of stages)
          assert.equal(table.steps[role][from]?.includes(to) ?? false, mayEnter(role, from, to));
  });

  it('has who may cast what', () => {
    for (const role of roles)
      for (const kind of ['presence', 'presence.ask', 'presence.gone', 'run.events', 'chat.typing', 'acme.x'])
        assert.equal(
          table.casts[role].some((begin) => kind.startsWith(begin)),
          mayCast(role, kind),
        );
  });
});
