import { diffIndices } from 'node-diff3';

/** A text before and after something in it got another name. */
export type Renamed = readonly [before: string, after: string];

/** Words and everything between them, so that a text can be put together again. */
const wordsOf = (text: string): readonly string[] => text.match(/\w+/g) ?? [];

/** Which word stands where another one stood, and how often. */
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

/** What the singular and the plural of a name have in common. */
const stemOf = (name: string): string => bare(name).slice(0, Math.max(3, bare(name).length - 2));
const bare = (word: string): string => word.toLowerCase().replaceAll('_', '');

/**
 * Finds out which words of a resource's files were replaced when it got another name: those that have gone everywhere, each
 * by the word that stands in most of its places.
 *
 * @param names the new names of resources, and their old ones
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

/** The text with its words replaced. */
export function withWords(text: string, words: ReadonlyMap<string, string>): string {
  return words.size === 0 ? text : text.replace(/\w+/g, (word) => words.get(word) ?? word);
}
