import { diff3MergeRegions, diffIndices } from 'node-diff3';
import { printText, readText, usualEnd, type Line } from './text.ts';

/** The three texts of a merge. */
export interface Sides {
  /** The last pristine render that the file has absorbed. */
  readonly base: string;
  /** The file as its user has it. */
  readonly mine: string;
  /** The new render. */
  readonly theirs: string;
}

/** What one side has where both changed the same lines. */
export interface Hunk {
  /** The first line of it in the user's file, from 1. */
  readonly line: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export type LineMerge = { readonly text: string } | { readonly hunks: readonly Hunk[] };

/** A file of many equal lines takes minutes beyond that: https://github.com/bhousel/node-diff3/issues/84 */
const MOST_LINES = 5000;

/** Where in the user's file each unchanged line of the base is. */
function placesOf(base: string[], mine: string[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let from = 0;
  let shift = 0;
  const end = { buffer1: [base.length, 0], buffer2: [mine.length, 0] } as const;
  for (const { buffer1, buffer2 } of [...diffIndices(base, mine), end]) {
    for (let at = from; at < buffer1[0]; at += 1) places.set(at, at + shift);
    from = buffer1[0] + buffer1[1];
    shift = buffer2[0] + buffer2[1] - from;
  }
  return places;
}

/**
 * Merges line by line. A line of the user's file that stays is the same byte for byte; a new one ends as most lines of that file do.
 *
 * @returns the merged text, or what both sides changed, each in its own way
 */
export function mergeLines({ base, mine, theirs }: Sides): LineMerge {
  const user = readText(mine);
  const [o, a, b] = [readText(base), user, readText(theirs)].map(({ lines }) =>
    lines.map(({ text }) => text),
  ) as [string[], string[], string[]];
  if (Math.max(o.length, a.length, b.length) > MOST_LINES)
    return { hunks: [{ line: 1, mine: a, theirs: b }] };
  const end = usualEnd(user.lines);
  const places = placesOf(o, a);
  const merged: Line[] = [];
  const hunks: Hunk[] = [];
  for (const region of diff3MergeRegions(a, o, b)) {
    if (region.stable) {
      const { buffer, bufferStart, bufferLength, bufferContent } = region;
      for (let at = 0; at < bufferLength; at += 1) {
        const place = buffer === 'o' ? places.get(bufferStart + at) : bufferStart + at;
        const own = buffer === 'b' || place === undefined ? undefined : user.lines[place];
        merged.push(own ?? { text: bufferContent[at] ?? '', end });
      }
    } else if (region.aContent.join('\n') === region.bContent.join('\n')) {
      merged.push(...user.lines.slice(region.aStart, region.aStart + region.aLength));
    } else {
      hunks.push({ line: region.aStart + 1, mine: region.aContent, theirs: region.bContent });
    }
  }
  return hunks.length > 0 ? { hunks } : { text: printText({ mark: user.mark, lines: merged }) };
}
