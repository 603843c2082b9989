import type { Hunk } from '../structure/text.ts';

/** What a hunk is called in a file that has to be finished by hand. */
export interface Labels {
  readonly base: string;
  readonly theirs: string;
}

/** What git puts at the beginning of a line to set two sides of a conflict apart. */
export const MARKS = { mine: '<<<<<<<', base: '|||||||', between: '=======', theirs: '>>>>>>>' } as const;

/** A hunk as git shows one in its style `diff3`. */
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

/** The two that no other text has: a line of `=======` underlines a heading. */
const MARK = new RegExp(`^(${MARKS.mine}|${MARKS.theirs})( |$)`, 'm');

/** The lines of a file, from 1, at which a conflict begins or ends that nobody has finished. */
export function marksIn(text: string): readonly number[] {
  if (!isMarked(text)) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => (MARK.test(line) ? [at + 1] : []));
}

/** Whether there is a conflict in a text that nobody has finished. */
export function isMarked(text: string): boolean {
  return MARK.test(text);
}
