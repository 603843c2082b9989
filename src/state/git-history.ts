import { gunzipSync } from 'node:zlib';
import { git as runGit } from '../programs/git.ts';
import { STATE_FOLDER, lockFile, objectFile } from './layout.ts';
import { MOST_BYTES, hashOf } from './objects.ts';

/** Runs git without prompts and returns its output; undefined if git, the repository or the object is missing. */
export const git = (root: string, ...words: readonly string[]): Buffer | undefined =>
  runGit(root, '--literal-pathspecs', ...words);

const linesOf = (said: Buffer | undefined): readonly string[] =>
  (said?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');

function contentIn(root: string, commit: string, path: string): Buffer | undefined {
  return git(root, 'cat-file', 'blob', `${commit}:./${path}`);
}

/** Yields every committed version of a file, oldest first: the first commit usually has the pristine render. */
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
 * Searches git's history of the base store and of these files for a text with the given hash.
 *
 * @param paths of the files that may have contained it
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

/** Returns the last committed locks by unit; empty if none was committed. */
export function locksInGit(root: string): ReadonlyMap<string, string> {
  const folder = `${STATE_FOLDER}/lock`;
  const [last] = linesOf(git(root, 'log', '-1', '--format=%H', '--', folder));
  // The last commit that changed them may have deleted them.
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
