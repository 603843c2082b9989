import { gunzipSync } from 'node:zlib';
import { git as runGit } from '../programs/git.ts';
import { STATE_FOLDER, lockFile, objectFile } from './layout.ts';
import { MOST_BYTES, hashOf } from './objects.ts';

/** What git says, without asking anybody; undefined where there is no git, no repository or no such thing. */
export const git = (root: string, ...words: readonly string[]): Buffer | undefined =>
  runGit(root, '--literal-pathspecs', ...words);

const linesOf = (said: Buffer | undefined): readonly string[] =>
  (said?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');

function contentIn(root: string, commit: string, path: string): Buffer | undefined {
  return git(root, 'cat-file', 'blob', `${commit}:./${path}`);
}

/** What a file has held in git, the oldest first: the first commit normally has the pristine render. */
function* versionsOf(root: string, path: string): Generator<Buffer> {
  for (const commit of linesOf(git(root, 'log', '--reverse', '--format=%H', '--', path))) {
    const content = contentIn(root, commit, path);
    if (content) yield content;
  }
}

function unpacked(packed: Buffer): string | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}

/**
 * Looks for a text by its hash in what git knows of these files, and of the store of bases.
 *
 * @param paths of the files that may have held it
 */
export function textInGit(root: string, hash: string, paths: readonly string[]): string | undefined {
  for (const packed of versionsOf(root, objectFile(hash))) {
    const text = unpacked(packed);
    if (text !== undefined && hashOf(text) === hash) return text;
  }
  for (const path of new Set(paths)) {
    for (const content of versionsOf(root, path)) {
      const text = content.toString('utf8');
      if (hashOf(text) === hash) return text;
    }
  }
  return undefined;
}

/** The locks as they were committed last, by unit; empty where git knows none. */
export function locksInGit(root: string): ReadonlyMap<string, string> {
  const folder = `${STATE_FOLDER}/lock`;
  const [last] = linesOf(git(root, 'log', '-1', '--format=%H', '--', folder));
  // The last commit that touched them may be the one that took them away.
  for (const commit of last === undefined ? [] : [last, `${last}^`]) {
    const names = linesOf(git(root, 'ls-tree', '--name-only', commit, `${folder}/`));
    const units = names.flatMap((name) => /([^/]+)\.json$/.exec(name)?.[1] ?? []);
    const found = units.map(
      (unit) => [unit, contentIn(root, commit, lockFile(unit))?.toString('utf8') ?? ''] as const,
    );
    if (found.length > 0) return new Map(found);
  }
  return new Map();
}
