import { regionsOf, type Region } from './regions.ts';
import { printText, readText, usualEnd, type Hunk, type Line, type Text } from './text.ts';

/** The three texts of a merge. */
export interface Sides {
  /** The last pristine render that was merged into the file. */
  readonly base: string;
  /** The user's file. */
  readonly mine: string;
  /** The new render. */
  readonly theirs: string;
}

/** A merge with conflicts. */
export interface Conflict {
  readonly hunks: readonly Hunk[];
  /** Prints the file with each hunk replaced by the given lines. */
  readonly print: (choose: (hunk: Hunk) => readonly string[]) => string;
  /** The file with the user's lines in each hunk, if that causes no new faults. */
  readonly kept?: string;
  /** A summary of the new lines that the user's file lacks. */
  readonly leftOut?: string | undefined;
}

export type LineMerge = { readonly text: string } | Conflict;

/** Assumptions of a line merge. */
export interface Trust {
  /** Treat changes of adjacent lines as independent. */
  readonly touching?: boolean;
  /** Keep lines that both sides insert at one place, the render's lines first. */
  readonly inserted?: boolean;
}

/** Beyond this limit, a file with many equal lines takes minutes: https://github.com/bhousel/node-diff3/issues/84 */
const MOST_LINES = 5000;

const textsOf = (lines: readonly Line[]): string[] => lines.map(({ text }) => text);

/** Represents a hunk in place of a line. */
export function openLine(
  mine: readonly Line[],
  base: readonly Line[] | undefined,
  theirs: readonly Line[],
): Line {
  const common = base === undefined ? {} : { base: textsOf(base) };
  return {
    text: '',
    end: '',
    open: { mine, hunk: { mine: textsOf(mine), ...common, theirs: textsOf(theirs) } },
  };
}

/** The result of a merge: the text, or the conflicts. */
export function finished(user: Text, lines: readonly Line[]): LineMerge {
  if (lines.every(({ open }) => open === undefined)) return { text: printText({ mark: user.mark, lines }) };
  const rows = new Map(user.lines.map((line, row) => [line, row + 1]));
  const end = usualEnd(user.lines);
  const hunks = new Map<Line, Hunk>();
  let row = 1;
  for (const line of lines) {
    if (line.open) {
      row = rows.get(line.open.mine[0] ?? line) ?? row;
      hunks.set(line, { line: row, ...line.open.hunk });
      row += line.open.mine.length;
    } else row = (rows.get(line) ?? row - 1) + 1;
  }
  const print = (choose: (hunk: Hunk) => readonly string[]): string => {
    const printed = lines.flatMap((line): readonly Line[] => {
      const hunk = hunks.get(line);
      if (hunk === undefined) return [line];
      const chosen = choose(hunk);
      return chosen === hunk.mine ? (line.open?.mine ?? []) : chosen.map((text) => ({ text, end }));
    });
    return printText({ mark: user.mark, lines: printed });
  };
  return { hunks: [...hunks.values()], print };
}

/** Merges regions like git: adjacent changes of both sides conflict. */
function strictRegions(base: string[], mine: string[], theirs: string[]): readonly Region[] {
  const regions: Region[] = [];
  for (const region of regionsOf(base, mine, theirs)) {
    const last = regions.at(-1);
    const isTouching = last !== undefined && last.by !== 'neither' && region.by !== 'neither';
    if (!isTouching) {
      regions.push(region);
      continue;
    }
    const join = (side: 'base' | 'mine' | 'theirs') => [last[side][0], region[side][1]] as const;
    regions[regions.length - 1] = {
      by: 'both',
      base: join('base'),
      mine: join('mine'),
      theirs: join('theirs'),
    };
  }
  return regions;
}

/** Returns the insertions of both sides at one place; undefined if either side removed lines there. */
function together(
  base: readonly Line[],
  mine: readonly Line[],
  theirs: readonly Line[],
): readonly Line[] | undefined {
  if (base.length > 0) return undefined;
  const own = new Set(textsOf(mine));
  return [...theirs.filter(({ text }) => text.trim() === '' || !own.has(text)), ...mine];
}

/** Merges lines, keeping the user's lines unchanged. Conflicts are open lines in the result. */
export function mergeRows(
  base: readonly Line[],
  mine: readonly Line[],
  theirs: readonly Line[],
  { touching = false, inserted = false }: Trust = {},
): readonly Line[] {
  const texts = [textsOf(base), textsOf(mine), textsOf(theirs)] as const;
  const regions = touching ? regionsOf(...texts) : strictRegions(...texts);
  return regions.flatMap((region): readonly Line[] => {
    const [o, a, b] = [
      base.slice(...region.base),
      mine.slice(...region.mine),
      theirs.slice(...region.theirs),
    ];
    if (region.by === 'theirs') return b;
    if (region.by !== 'both' || textsOf(a).join('\n') === textsOf(b).join('\n')) return a;
    return (inserted && together(o, a, b)) || [openLine(a, o, b)];
  });
}

/** The lines of a render, with the user's line ends. */
export function linesLike(user: Text, text: string): readonly Line[] {
  const end = usualEnd(user.lines);
  return readText(text).lines.map((line) =>
    line.end === '' || line.end === end ? line : { text: line.text, end },
  );
}

/**
 * Merges line by line. Kept lines of the user's file stay byte for byte; new lines get that file's most common line end.
 *
 * @returns the merged text, or what both sides changed, each in its own way
 */
export function mergeLines({ base, mine, theirs }: Sides, trust: Trust = {}): LineMerge {
  const user = readText(mine);
  const [o, b] = [linesLike(user, base), linesLike(user, theirs)];
  if (Math.max(o.length, user.lines.length, b.length) > MOST_LINES)
    return finished(user, [openLine(user.lines, o, b)]);
  return finished(user, mergeRows(o, user.lines, b, trust));
}
