/** An ISO time; without a zone it means UTC. In milliseconds since 1970; undefined where it is no time. */
export function utcOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const [, day, time, zone] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i.exec(value) ?? [];
  if (!day || !time) return undefined;
  // More digits than three are not read alike everywhere.
  const at = Date.parse(`${day}T${time.replace(/(\.\d{3})\d+/, '$1')}${zone ?? 'Z'}`);
  return Number.isNaN(at) ? undefined : at;
}
