import { diff3MergeRegions, diffIndices } from 'node-diff3';
import { printText, readText, usualEnd, type Line, type Text } from './text.ts';

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
  /** What the last pristine render had there; undefined where there is none. */
  readonly base?: readonly string[];
  readonly theirs: readonly string[];
}

/** What both sides changed, each in its own way, and the rest merged. */
export interface Conflict {
  readonly hunks: readonly Hunk[];
  /** The file with these lines in the place of each hunk. */
  readonly print: (choose: (hunk: Hunk) => readonly string[]) => string;
}

export type LineMerge = { readonly text: string } | Conflict;

/** A file of many equal lines takes minutes beyond that: https://github.com/bhousel/node-diff3/issues/84 */
const MOST_LINES = 5000;

/** Lines that are settled, or a place to choose at. */
export type Piece = { readonly lines: readonly Line[] } | { readonly hunk: Hunk };

/** A file from its pieces; lines that were not the user's end as most of theirs do. */
export function printPieces(
  { mark, lines }: Text,
  pieces: readonly Piece[],
  choose: (hunk: Hunk) => readonly string[],
): string {
  const end = usualEnd(lines);
  const printed = pieces.flatMap((piece) => {
    if ('lines' in piece) return piece.lines;
    const { hunk } = piece;
    const chosen = choose(hunk);
    if (chosen === hunk.mine) return lines.slice(hunk.line - 1, hunk.line - 1 + hunk.mine.length);
    return chosen.map((text) => ({ text, end }));
  });
  return printText({ mark, lines: printed });
}

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
  const end = usualEnd(user.lines);
  if (Math.max(o.length, a.length, b.length) > MOST_LINES) {
    const hunk = { line: 1, mine: a, base: o, theirs: b };
    return { hunks: [hunk], print: (choose) => printPieces(user, [{ hunk }], choose) };
  }
  const places = placesOf(o, a);
  const pieces = diff3MergeRegions(a, o, b).map((region): Piece => {
    if (region.stable) {
      const { buffer, bufferStart, bufferContent } = region;
      const lines = bufferContent.map((text, at) => {
        const place = buffer === 'o' ? places.get(bufferStart + at) : bufferStart + at;
        const own = buffer === 'b' || place === undefined ? undefined : user.lines[place];
        return own ?? { text, end };
      });
      return { lines };
    }
    const { aStart, aLength, aContent, oContent, bContent } = region;
    if (aContent.join('\n') === bContent.join('\n'))
      return { lines: user.lines.slice(aStart, aStart + aLength) };
    return { hunk: { line: aStart + 1, mine: aContent, base: oContent, theirs: bContent } };
  });
  const hunks = pieces.flatMap((piece) => ('hunk' in piece ? [piece.hunk] : []));
  return hunks.length > 0
    ? { hunks, print: (choose) => printPieces(user, pieces, choose) }
    : { text: printPieces(user, pieces, () => []) };
}
