import type { Layout } from '../python/ruff.ts';
import { merge } from './merge.ts';
import { distance } from './sides.ts';

/** What is needed to bring a file in line that two branches have changed. */
export interface Branches {
  readonly path: string;
  /** The file as each branch has it. */
  readonly sides: readonly [string, string];
  /** The pristine renders that the branches come from. */
  readonly bases: readonly string[];
  /** The render of both together. */
  readonly theirs: string;
  /** Finds out how the project's own formatters lay out Python. */
  readonly settings?: (() => Promise<readonly Layout[]>) | undefined;
}

/**
 * Makes one file of what two branches made of it: what each user wrote, and what the generator makes of both.
 *
 * @returns the text, or undefined where nobody but the user can say what is right
 */
export async function mergeBranches(branches: Branches): Promise<string | undefined> {
  const { path, sides, bases, theirs, settings } = branches;
  const [ours, others] = await Promise.all(
    sides.map((mine) => {
      const [base] = bases.toSorted((a, b) => distance(a, mine) - distance(b, mine));
      return base === undefined ? undefined : merge(path, { base, mine, theirs }, settings);
    }),
  );
  if (ours === undefined || others === undefined) return undefined;
  return ours === others ? ours : merge(path, { base: theirs, mine: ours, theirs: others }, settings);
}
