import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { gitFolder } from '../programs/repository.ts';

/** Files in git's folder while an operation is in progress: https://git-scm.com/docs/gitrepository-layout */
const UNDER_WAY: Readonly<Record<string, string>> = {
  MERGE_HEAD: 'merge',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
};

/**
 * Refuses to run during a git operation, which may still change any file.
 *
 * @throws UserError (exit 4) with the operation
 */
export function refuseDuringGit(root: string): void {
  const folder = gitFolder(root);
  if (folder === undefined) return;
  const [, what] = Object.entries(UNDER_WAY).find(([name]) => existsSync(join(folder, name))) ?? [];
  if (what === undefined) return;
  throw new UserError(
    `a git ${what} is in progress: finish it (git ${what} --continue) or cancel it (git ${what} --abort), then run again`,
    4,
  );
}
