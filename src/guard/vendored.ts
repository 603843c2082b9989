import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { guardFolder } from '../package-root.ts';
import { GUARD_FOLDER } from '../state/layout.ts';
import { differing } from '../write/differing.ts';

const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR']);

/** The Python files below a folder, with slashes; an absent folder has none. */
function modulesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.py'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return [];
    throw error;
  }
}

/**
 * Returns the writes that replace a project's copy of the guard by that of this version. The copy has no base and takes no
 * edits: it is the same in every project.
 *
 * @param root the project's folder
 * @returns the content of each file; null for a file that this version does not have
 */
export function guardWrites(
  root: string,
): readonly { readonly path: string; readonly content: string | null }[] {
  const own = modulesBelow(guardFolder).toSorted();
  const obsolete = modulesBelow(join(root, GUARD_FOLDER)).filter((path) => !own.includes(path));
  return [
    ...own.map((path) => ({
      path: `${GUARD_FOLDER}/${path}`,
      content: readFileSync(join(guardFolder, path), 'utf8'),
    })),
    ...obsolete.toSorted().map((path) => ({ path: `${GUARD_FOLDER}/${path}`, content: null })),
  ];
}

/** Returns a line about a project's copy of the guard that differs from the one of this version. */
export function guardLines(root: string): readonly string[] {
  const files = differing(root, guardWrites(root));
  return files.length === 0
    ? []
    : [`${GUARD_FOLDER} differs from this version: run "fastapi-architect upgrade"`];
}
