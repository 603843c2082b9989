import { diffIndices } from 'node-diff3';

/** A text before and after a rename. */
export type Renamed = readonly [before: string, after: string];

/** Returns the words (identifiers) of a text. */
const wordsOf = (text: string): readonly string[] => text.match(/\w+/g) ?? [];

/** Counts which word replaces which other word. */
function votes(pairs: readonly Renamed[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const [before, after] of pairs) {
    const [o, b] = [wordsOf(before), wordsOf(after)];
    const [old, fresh] = [new Set(o), new Set(b)];
    for (const { buffer1, buffer2 } of diffIndices([...o], [...b])) {
      if (buffer1[1] !== buffer2[1]) continue;
      for (let at = 0; at < buffer1[1]; at += 1) {
        const [was = '', is = ''] = [o[buffer1[0] + at], b[buffer2[0] + at]];
        if (fresh.has(was) || old.has(is)) continue;
        const counts = found.get(was) ?? new Map<string, number>();
        found.set(was, counts.set(is, (counts.get(is) ?? 0) + 1));
      }
    }
  }
  return found;
}

/** The common stem of a name's singular and plural. */
const stemOf = (name: string): string => bare(name).slice(0, Math.max(3, bare(name).length - 2));
const bare = (word: string): string => word.toLowerCase().replaceAll('_', '');

/**
 * Finds the words that a resource's rename replaces: those that disappear from all texts, each with its most frequent
 * replacement.
 *
 * @param names new resource names to old ones
 */
export function renamedWords(
  pairs: readonly Renamed[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [was, counts] of votes(pairs)) {
    const [best] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [''];
    const isNamed = [...names].some(
      ([now, before]) => bare(was).includes(stemOf(before)) && bare(best).includes(stemOf(now)),
    );
    if (isNamed) words.set(was, best);
  }
  return words;
}

/** Replaces words in a text. */
export function withWords(text: string, words: ReadonlyMap<string, string>): string {
  return words.size === 0 ? text : text.replace(/\w+/g, (word) => words.get(word) ?? word);
}
