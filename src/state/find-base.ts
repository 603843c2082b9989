import { textInGit } from './git-history.ts';
import type { LockedFile } from './lock.ts';
import { hashOf, readBase } from './objects.ts';

/**
 * Finds the last pristine render of a file: in the store, in git's history, or by rendering it again.
 *
 * @param former renders the file from the recorded spec; the result counts only if its hash matches
 * @returns undefined if the base cannot be recovered
 */
export function findBase(
  root: string,
  { base, path, home = path }: LockedFile,
  former: () => string | undefined,
): string | undefined {
  const found = readBase(root, base) ?? textInGit(root, base, [path, home]);
  if (found !== undefined) return found;
  const made = former();
  return made !== undefined && hashOf(made) === base ? made : undefined;
}
