import { merge } from './merge.ts';

const OURS = '<<<<<<<';
const BASE = '|||||||';
const BETWEEN = '=======';
const THEIRS = '>>>>>>>';

/** A file in which git left its markers, as each of the two branches had it. */
export function sidesOf(text: string): readonly [string, string] {
  const sides: [string[], string[]] = [[], []];
  let at: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  for (const line of text.split(/(?<=\n)/)) {
    const mark = line.slice(0, OURS.length);
    if (at === 'both' && mark === OURS) at = 'ours';
    else if (at === 'ours' && mark === BASE) at = 'base';
    else if ((at === 'ours' || at === 'base') && mark === BETWEEN) at = 'theirs';
    else if (at === 'theirs' && mark === THEIRS) at = 'both';
    else {
      if (at === 'both' || at === 'ours') sides[0].push(line);
      if (at === 'both' || at === 'theirs') sides[1].push(line);
    }
  }
  return [sides[0].join(''), sides[1].join('')];
}

/** What is needed to bring a registry in line that two branches have changed. */
export interface Branches {
  readonly path: string;
  /** With git's markers. */
  readonly text: string;
  /** A pristine render that at least one of them comes from. */
  readonly base: string;
  /** The render of both together. */
  readonly theirs: string;
  /** Whether a text is a render that nobody has edited. */
  readonly isPristine: (text: string) => boolean;
}

/**
 * Makes one registry of what two branches made of it: what each user wrote, and what the generator makes of both.
 *
 * @returns the text, or undefined where nobody but the user can say what is right
 */
export async function mergeBranches(branches: Branches): Promise<string | undefined> {
  const { path, text, base, theirs, isPristine } = branches;
  const [ours, others] = await Promise.all(
    sidesOf(text).map((mine) => (isPristine(mine) ? theirs : merge(path, { base, mine, theirs }))),
  );
  if (ours === undefined || others === undefined) return undefined;
  if (ours === others) return ours;
  return merge(path, { base: theirs, mine: ours, theirs: others });
}
