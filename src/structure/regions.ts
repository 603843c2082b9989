import { diffIndices } from 'node-diff3';

type Changers = 'neither' | 'mine' | 'theirs' | 'both';

/** A region of three sequences; `to` is exclusive. */
export interface Region {
  /** The sides that changed it. */
  readonly by: Changers;
  readonly base: readonly [from: number, to: number];
  readonly mine: readonly [from: number, to: number];
  readonly theirs: readonly [from: number, to: number];
}

/** One side's replacement of a region of the base. */
interface Edit {
  readonly isMine: boolean;
  readonly from: number;
  readonly to: number;
  /** Offsets between side and base after the edit and before it. */
  readonly shift: readonly [before: number, after: number];
}

/** The number of equal elements at the start of two sequences, and after that at their end. */
function equalEnds(base: readonly string[], side: readonly string[]): readonly [start: number, end: number] {
  const shorter = Math.min(base.length, side.length);
  let start = 0;
  while (start < shorter && base[start] === side[start]) start += 1;
  let end = 0;
  while (end < shorter - start && base.at(-1 - end) === side.at(-1 - end)) end += 1;
  return [start, end];
}

function editsOf(base: readonly string[], side: readonly string[], isMine: boolean): readonly Edit[] {
  // Most of two versions is equal; comparing only the rest halves the time of a merge by lines.
  const [start, end] = equalEnds(base, side);
  const [o, a] = [base.slice(start, base.length - end), side.slice(start, side.length - end)];
  let shift = 0;
  return diffIndices(o, a).map(({ buffer1: [at, length], buffer2: [, comes] }) => {
    const [from, before] = [start + at, shift];
    shift += comes - length;
    return { isMine, from, to: from + length, shift: [before, shift] };
  });
}

function changersOf(edits: readonly Edit[]): Changers {
  const isMine = edits.some((edit) => edit.isMine);
  const isTheirs = edits.some((edit) => !edit.isMine);
  if (isMine && isTheirs) return 'both';
  if (isMine) return 'mine';
  return isTheirs ? 'theirs' : 'neither';
}

/**
 * Compares two sequences with their common base. Adjacent edits count as independent, unlike in git. Two insertions at one
 * place count as a change by both sides.
 */
export function regionsOf(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly Region[] {
  const edits = [...editsOf(base, mine, true), ...editsOf(base, theirs, false)].toSorted(
    (a, b) => a.from - b.from || a.to - b.to,
  );
  const regions: Region[] = [];
  const shifts = { mine: 0, theirs: 0 };
  let at = 0;
  const close = (to: number, group: readonly Edit[]): void => {
    const before = { ...shifts };
    for (const { isMine, shift } of group) shifts[isMine ? 'mine' : 'theirs'] = shift[1];
    if (group.length > 0 || to > at)
      regions.push({
        by: changersOf(group),
        base: [at, to],
        mine: [at + before.mine, to + shifts.mine],
        theirs: [at + before.theirs, to + shifts.theirs],
      });
    at = to;
  };
  let group: Edit[] = [];
  let [from, to] = [0, 0];
  for (const edit of edits) {
    const isOverlapping = edit.from < to || (from === to && edit.from === to && edit.to === to);
    if (group.length > 0 && isOverlapping) {
      group.push(edit);
      to = Math.max(to, edit.to);
      continue;
    }
    if (group.length > 0) close(to, group);
    close(edit.from, []);
    group = [edit];
    ({ from, to } = edit);
  }
  if (group.length > 0) close(to, group);
  close(base.length, []);
  return regions;
}
