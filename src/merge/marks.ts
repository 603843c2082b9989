import type { Hunk } from '../structure/text.ts';

/** Labels for the sides of a hunk with conflict markers. */
export interface Labels {
  readonly base: string;
  readonly theirs: string;
}

/** Git's conflict markers. */
export const MARKS = { mine: '<<<<<<<', base: '|||||||', between: '=======', theirs: '>>>>>>>' } as const;

/** Prints a hunk with git's `diff3` conflict markers. */
export function marked({ mine, base, theirs }: Hunk, labels: Labels): readonly string[] {
  const common = base === undefined ? [] : [`${MARKS.base} ${labels.base}`, ...base];
  return [
    `${MARKS.mine} yours`,
    ...mine,
    ...common,
    MARKS.between,
    ...theirs,
    `${MARKS.theirs} ${labels.theirs}`,
  ];
}

/**
 * Only the two unambiguous markers: `=======` may also underline a heading. Git makes them longer if both branches have renamed
 * the file, or if the repository's attributes say so.
 */
const MARK = new RegExp(`^(${MARKS.mine}<*|${MARKS.theirs}>*)( |$)`, 'm');

/** Returns the 1-based line numbers of unresolved conflict markers. */
export function marksIn(text: string): readonly number[] {
  if (!isMarked(text)) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => (MARK.test(line) ? [at + 1] : []));
}

/** Whether the labels of git's markers name two paths: a branch has renamed the file, so its sides use different names. */
export function namesTwoPaths(text: string): boolean {
  const labels = text.matchAll(
    new RegExp(`^(?:${MARKS.mine}<*|${MARKS.theirs}>*) [^\\n]*?:([^\\s:]+)\\s*$`, 'gm'),
  );
  return new Set([...labels].map(([, path]) => path)).size > 1;
}

/** Whether a text has unresolved conflict markers. */
export function isMarked(text: string): boolean {
  return MARK.test(text);
}
