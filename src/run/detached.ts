import type { Context } from './context.ts';

/** Prints the detached files in one line, if there are any. */
export function showDetached(paths: readonly string[], { say }: Context): void {
  if (paths.length > 0) say(`detached: ${[...new Set(paths)].toSorted().join(', ')}`);
}
