import { diffIndices } from 'node-diff3';
import { finished, mergeLines, openLine, type Conflict } from '../structure/lines.ts';
import { readText, type Line } from '../structure/text.ts';

/** A two-way conflict: every differing block becomes a hunk, because there is no common base. */
function differ(mine: string, theirs: string): Conflict {
  const [user, other] = [readText(mine), readText(theirs)];
  const textsOf = (lines: readonly Line[]) => lines.map(({ text }) => text);
  const lines: Line[] = [];
  let from = 0;
  for (const { buffer1, buffer2 } of diffIndices(textsOf(user.lines), textsOf(other.lines))) {
    const [at, to] = [buffer1[0], buffer1[0] + buffer1[1]];
    const fresh = other.lines.slice(buffer2[0], buffer2[0] + buffer2[1]);
    lines.push(...user.lines.slice(from, at), openLine(user.lines.slice(at, to), undefined, fresh));
    from = to;
  }
  const merged = finished(user, [...lines, ...user.lines.slice(from)]);
  return 'hunks' in merged ? merged : { hunks: [], print: () => merged.text };
}

/**
 * Returns the conflicting hunks of two versions. If lines merge cleanly but the result is faulty, every difference is a hunk.
 *
 * @param base the common ancestor; undefined for a file that the generator did not create
 */
export function conflictOf(mine: string, theirs: string, base: string | undefined): Conflict {
  const merged = base === undefined ? undefined : mergeLines({ base, mine, theirs });
  return merged === undefined || 'text' in merged ? differ(mine, theirs) : merged;
}
