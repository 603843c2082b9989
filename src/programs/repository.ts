import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { git } from './git.ts';

/** Finds the folder that git keeps its state in; in a worktree a file says where. */
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
 * Says whether git tracks a path or something below it, in any case of letters: file systems may ignore case.
 *
 * @returns `unknown` where there is a repository and git does not answer
 */
export function tracking(root: string, path: string): 'tracked' | 'untracked' | 'unknown' {
  const said = git(root, '--icase-pathspecs', 'ls-files', '-z', '--', path);
  if (said !== undefined) return said.length > 0 ? 'tracked' : 'untracked';
  return gitFolder(root) === undefined ? 'untracked' : 'unknown';
}
