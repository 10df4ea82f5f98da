/** The type of a value, as far as examples tell. */
export type Type =
  | { kind: 'unknown' | 'null' | 'boolean' | 'string' | 'integer' | 'number' }
  | { kind: 'list'; of: Type }
  | { kind: 'map'; of: Type }
  | { kind: 'record'; fields: Record<string, Type> }
  | { kind: 'union'; of: Type[] };

/** The type that all these values have. */
export function infer(values: readonly unknown[]): Type {
  const types = [scalars(values), lists(values), objects(values)].flat();
  if (values.includes(null)) types.push({ kind: 'null' });
  const [first] = types;
  if (!first) return { kind: 'unknown' };
  return types.length === 1 ? first : { kind: 'union', of: types };
}

function scalars(values: readonly unknown[]): Type[] {
  const numbers = values.filter((value) => typeof value === 'number');
  const types: Type[] = [];
  if (values.some((value) => typeof value === 'boolean')) types.push({ kind: 'boolean' });
  if (numbers.length > 0) types.push({ kind: numbers.every(Number.isInteger) ? 'integer' : 'number' });
  if (values.some((value) => typeof value === 'string')) types.push({ kind: 'string' });
  return types;
}

function lists(values: readonly unknown[]): Type[] {
  const all = values.filter((value): value is unknown[] => Array.isArray(value));
  return all.length > 0 ? [{ kind: 'list', of: infer(all.flat(1)) }] : [];
}

function objects(values: readonly unknown[]): Type[] {
  const all = values.filter(
    (value): value is Record<string, unknown> =>
      typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  if (all.length === 0) return [];
  const keys = Object.keys(all[0] ?? {});
  const alike = all.every((each) => Object.keys(each).sort().join() === [...keys].sort().join());
  const fields = Object.fromEntries(keys.map((key) => [key, infer(all.map((each) => each[key]))]));
  // The same names each time are fields; other names each time are the keys of a map.
  if (alike && all.length > 1 && keys.length > 0) return [{ kind: 'record', fields }];
  return [{ kind: 'map', of: infer(all.flatMap((each) => Object.values(each))) }];
}
