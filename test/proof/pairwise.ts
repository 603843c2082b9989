/**
 * Picks combinations so that each two values that occur together in any of them occur together in one that is picked.
 *
 * @param all every combination that is legal
 * @param valuesOf what a combination says, by factor
 * @returns the picked ones, in the order of `all`
 */
export function pairwise<T>(
  all: readonly T[],
  valuesOf: (each: T) => Readonly<Record<string, string>>,
): readonly T[] {
  const pairsOf = (each: T): readonly string[] => {
    const values = Object.entries(valuesOf(each)).map(([factor, value]) => `${factor}=${value}`);
    return values.flatMap((one, at) => values.slice(at + 1).map((other) => `${one} ${other}`));
  };
  const left = new Set(all.flatMap(pairsOf));
  const picked = new Set<T>();
  const gain = (each: T): number => pairsOf(each).filter((pair) => left.has(pair)).length;
  while (left.size > 0) {
    const best = all.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    picked.add(best);
    for (const pair of pairsOf(best)) left.delete(pair);
  }
  return all.filter((each) => picked.has(each));
}
