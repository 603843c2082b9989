import type { Hunk } from './lines.ts';

/** What a hunk is called in a file that has to be finished by hand. */
export interface Labels {
  readonly base: string;
  readonly theirs: string;
}

/** A hunk as git shows one in its style `diff3`. */
export function marked({ mine, base, theirs }: Hunk, labels: Labels): readonly string[] {
  const common = base === undefined ? [] : [`||||||| ${labels.base}`, ...base];
  return ['<<<<<<< yours', ...mine, ...common, '=======', ...theirs, `>>>>>>> ${labels.theirs}`];
}

const MARK = /^(<{7}|>{7})( |$)/;

/** The lines of a file, from 1, at which a conflict begins or ends that nobody has finished. */
export function marksIn(text: string): readonly number[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => (MARK.test(line) ? [at + 1] : []));
}
