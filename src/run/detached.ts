import type { Context } from './context.ts';

/** Files that no verb looks at, in one line; nothing where there is none. */
export function showDetached(paths: readonly string[], { say }: Context): void {
  if (paths.length > 0) say(`detached: ${[...new Set(paths)].toSorted().join(', ')}`);
}
