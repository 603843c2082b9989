import { textInGit } from './git-history.ts';
import type { LockedFile } from './lock.ts';
import { hashOf, readBase } from './objects.ts';

/**
 * The last pristine render of a file. Where the store has lost it: from git, or made again as it was made then.
 *
 * @param former makes the file as what is remembered says that it was made; its hash tells whether that was so
 * @returns undefined where nobody can know it any more
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
