import * as v from 'valibot';

/*
 * The canonical data of Exercism's problem specifications: a tree of groups and cases, see
 * https://github.com/exercism/problem-specifications. Fields that are not needed are let be.
 */

const caseSchema = v.object({
  uuid: v.optional(v.string()),
  reimplements: v.optional(v.string()),
  description: v.string(),
  property: v.string(),
  input: v.record(v.string(), v.unknown()),
  expected: v.unknown(),
});
type Group = { description?: string; cases: unknown[] };
const groupSchema: v.GenericSchema<unknown, Group> = v.object({
  description: v.optional(v.string()),
  cases: v.array(v.unknown()),
});
const canonicalSchema = v.object({
  exercise: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  comments: v.optional(v.array(v.string())),
  cases: v.array(v.unknown()),
});

/** One case, with the names of the groups that it is in. */
export interface CanonicalCase extends v.InferOutput<typeof caseSchema> {
  groups: string[];
}
/** An exercise, its groups laid flat. */
export interface Canonical {
  exercise: string;
  comments: string[];
  cases: CanonicalCase[];
}

/** Reads canonical data. Of a case that another reimplements, the other alone counts. Throws if the data is something else. */
export function readCanonical(data: unknown): Canonical {
  const { exercise, comments = [], cases } = check(canonicalSchema, data, 'canonical data');
  const all = flatten(cases, []);
  const replaced = new Set(all.map(({ reimplements }) => reimplements));
  return { exercise, comments, cases: all.filter(({ uuid }) => uuid === undefined || !replaced.has(uuid)) };
}

function flatten(cases: readonly unknown[], groups: string[]): CanonicalCase[] {
  return cases.flatMap((each) => {
    if (typeof each !== 'object' || each === null || !('cases' in each))
      return [{ ...check(caseSchema, each, 'a case'), groups }];
    const group = check(groupSchema, each, 'a group');
    return flatten(group.cases, group.description ? [...groups, group.description] : groups);
  });
}

function check<T>(schema: v.GenericSchema<unknown, T>, data: unknown, what: string): T {
  const { success, output, issues } = v.safeParse(schema, data, { abortEarly: true });
  if (success) return output;
  const at = v.getDotPath(issues[0]);
  throw new TypeError(`This is not ${what} of Exercism${at ? ` (\`${at}\`)` : ''}: ${issues[0].message}`);
}
