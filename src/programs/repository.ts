import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { git } from './git.ts';

/** Finds git's folder. In a worktree, `.git` is a file with the path. */
export function gitFolder(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const found = join(folder, '.git');
    if (existsSync(join(found, 'HEAD'))) return found;
    if (existsSync(found) && statSync(found).isFile()) {
      const said = readFileSync(found, 'utf8')
        .replace(/^gitdir: /, '')
        .trim();
      return resolve(folder, said);
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Checks whether git tracks a path or anything below it. Ignores case, as some file systems do.
 *
 * @returns `unknown` if there is a repository, but git fails
 */
export function tracking(root: string, path: string): 'tracked' | 'untracked' | 'unknown' {
  const said = git(root, '--icase-pathspecs', 'ls-files', '-z', '--', path);
  if (said !== undefined) return said.length > 0 ? 'tracked' : 'untracked';
  return gitFolder(root) === undefined ? 'untracked' : 'unknown';
}
