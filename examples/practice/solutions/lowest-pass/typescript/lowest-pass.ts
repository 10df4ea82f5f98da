/** Fields are joined in the order of their heights until the two corners hang together. */
export function lowestPass(heights: number[][]): number {
  const width = heights[0]?.length ?? 0;
  const flat = heights.flat();
  const parent = flat.map((_, place) => place);
  const flooded = new Set<number>();

  const root = (place: number): number => {
    let at = place;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at;
    return at;
  };
  const beside = (place: number): number[] => {
    const column = place % width;
    const places = [place - width, place + width];
    if (column > 0) places.push(place - 1);
    if (column < width - 1) places.push(place + 1);
    return places;
  };

  const order = flat.map((_, place) => place).sort((a, b) => (flat[a] ?? 0) - (flat[b] ?? 0));
  for (const place of order) {
    flooded.add(place);
    for (const next of beside(place)) if (flooded.has(next)) parent[root(next)] = root(place);
    if (flooded.has(0) && flooded.has(flat.length - 1) && root(0) === root(flat.length - 1))
      return flat[place] ?? 0;
  }
  throw new RangeError('an empty map');
}
