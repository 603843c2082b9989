import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { gitFolder } from '../programs/repository.ts';

/** What git leaves in its folder while something is not over: https://git-scm.com/docs/gitrepository-layout */
const UNDER_WAY: Readonly<Record<string, string>> = {
  MERGE_HEAD: 'merge',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
};

/**
 * What git is in the middle of may still change every file.
 *
 * @throws UserError (exit 4) naming it
 */
export function refuseDuringGit(root: string): void {
  const folder = gitFolder(root);
  if (folder === undefined) return;
  const [, what] = Object.entries(UNDER_WAY).find(([name]) => existsSync(join(folder, name))) ?? [];
  if (what === undefined) return;
  throw new UserError(
    `a git ${what} is not over: finish it (git ${what} --continue) or give it up (--abort), then run again`,
    4,
  );
}
