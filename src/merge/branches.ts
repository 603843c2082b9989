import { merge } from './merge.ts';
import { distance, sidesOf } from './sides.ts';

/** What is needed to bring a registry in line that two branches have changed. */
export interface Branches {
  readonly path: string;
  /** With git's markers. */
  readonly text: string;
  /** The pristine renders that the branches come from. */
  readonly bases: readonly string[];
  /** The render of both together. */
  readonly theirs: string;
}

/**
 * Makes one registry of what two branches made of it: what each user wrote, and what the generator makes of both.
 *
 * @returns the text, or undefined where nobody but the user can say what is right
 */
export async function mergeBranches({ path, text, bases, theirs }: Branches): Promise<string | undefined> {
  const [ours, others] = await Promise.all(
    sidesOf(text).map((mine) => {
      const [base] = bases.toSorted((a, b) => distance(a, mine) - distance(b, mine));
      return base === undefined ? undefined : merge(path, { base, mine, theirs });
    }),
  );
  if (ours === undefined || others === undefined) return undefined;
  return ours === others ? ours : merge(path, { base: theirs, mine: ours, theirs: others });
}
