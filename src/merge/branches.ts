import type { Layout } from '../python/ruff.ts';
import { merge } from './merge.ts';
import { distance } from './sides.ts';

/** A file that both branches of a git merge have changed. */
export interface Branches {
  readonly path: string;
  /** The file's text in each branch. */
  readonly sides: readonly [string, string];
  /** The pristine renders that the branches started from. */
  readonly bases: readonly string[];
  /** The render of the merged spec. */
  readonly theirs: string;
  /** Reads the layouts that the project's formatters are configured for. */
  readonly settings?: (() => Promise<readonly Layout[]>) | undefined;
}

/**
 * Merges each branch's text with the new render, then merges the two results.
 *
 * @returns the merged text, or undefined on a conflict
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
